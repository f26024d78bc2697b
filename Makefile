# make demo    install what is missing, build, design two sites
# make check   all tests but those of check-rendered and attack
# make help    the other targets
#
# Variants are built in folders of their own: SAN=1 (sanitisers, build/san),
# COV=1 (coverage, build/cov).  WERROR=-Werror is for CI.  UPDATE=1 lets golden
# and errors write what they see, and compat what a design costs.  SITES=2000
# is how many random makes; 35 has each platform in each topology once.

PREFIX = /usr/local
DESTDIR =
CC = gcc
T = 60
# where the fuzzers begin to look; 0: elsewhere each time
SEED ?= 1
OPTIONAL =
SITES = 35

.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL = all

ROOT = build
B = $(ROOT)
OPT = -O2 -g
ifdef SAN
B = $(ROOT)/san
OPT = -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all \
	-fsanitize=address,undefined
endif
ifdef COV
B = $(ROOT)/cov
OPT = -O0 -g --coverage
endif
ifdef FUZZ
B = $(ROOT)/fuzz
CC = clang
OPT = -O1 -g -fno-sanitize-recover=all \
	-fsanitize=fuzzer-no-link,address,undefined
ifdef COV
B = $(ROOT)/fuzz-cov
OPT = -O1 -g -fsanitize=fuzzer-no-link -fprofile-instr-generate \
	-fcoverage-mapping
endif
endif

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla \
	-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings $(WERROR)
# asked once, and only when first used: pkg-config may not be installed before
PKGS = yaml-0.1 libcjson expat libzip python3-embed xlsxwriter
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(patsubst -I%,-isystem %,\
	$$(shell pkg-config --cflags $(PKGS))))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
CFLAGS = -std=c11 -D_GNU_SOURCE $(OPT) $(WARN)
CPPFLAGS = -Isrc $(PKG_CFLAGS)
LDLIBS = -Wl,--as-needed $(PKG_LIBS) -lglpk -lm

DEB_BUILD = gcc libc6-dev pkg-config libyaml-dev libcjson-dev libexpat1-dev libzip-dev \
	libglpk-dev libpython3-dev libxlsxwriter-dev python3 python3-jinja2
DEB_CHECK = libcriterion-dev diffutils bsdutils bsdextrautils mandoc zsh python3-yaml \
	python3-jsonschema coinor-cbc
DEB_LINT = clang libclang-rt-14-dev clang-format clang-tidy cppcheck
DEB_COV = gcovr clang llvm
BUILD_OK = $(ROOT)/packages/build
CHECK_OK = $(ROOT)/packages/check

SRC := $(wildcard src/*/*.c)
OBJ = $(SRC:src/%.c=$(B)/obj/%.o)
PROGRAM = $(B)/eastwest
# the templates compiled once, of all variants; without them each run compiles what
# it uses
KEPT = $(if $(OBJ),$(filter-out $(ROOT)/%/templates.compiled,$(B)/templates.compiled))
KEEP_OBJ = $(B)/obj/keep_templates.o $(B)/obj/render/jinja.o \
	$(B)/obj/render/bridge.o $(filter $(B)/obj/base/% $(B)/obj/input/%,$(OBJ))
UNIT := $(patsubst tests/%.c,%,$(wildcard tests/unit/test_*.c))
PROP := $(patsubst tests/%.c,%,$(wildcard tests/prop/prop_*.c))
BENCH := $(patsubst tests/%.c,%,$(wildcard tests/bench/bench_*.c))
FUZZERS := $(patsubst tests/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_EACH := $(FUZZERS:fuzz/fuzz_%=fuzz-%)

# each suite leaves `passed failed` in $(COUNT)/SUITE
COUNT = $(B)/count
SUITES = layers words headers duplicates circles unit prop golden errors examples \
	compat bundles random comfort lp why what-if memory faults
# a leak fails no test by itself: the sanitiser writes a file, we look for it
ENV = EASTWEST=$(abspath $(PROGRAM)) ASAN_OPTIONS=log_path=$(abspath $(B))/asan \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0
# python leaves no compiled files in tests/
export PYTHONDONTWRITEBYTECODE = 1
NO_LEAK = ! cat $(B)/asan.* 2>/dev/null

.PHONY: all help demo check check-rendered $(SUITES) attack cov fuzz fuzz-build fuzz-cov \
	$(FUZZ_EACH) bench lint lint-format lint-cppcheck lint-tidy fmt man \
	install clean

all: $(PROGRAM) $(KEPT)

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile
	@echo 'also: all $(SUITES)'
	@echo '      check-rendered attack cov fuzz [T=60 SEED=1] fuzz-cov bench lint fmt man install clean'

$(ROOT)/packages/build: | tests/packages.sh
	@sh tests/packages.sh $@ $(DEB_BUILD)
$(ROOT)/packages/check: | tests/packages.sh
	@sh tests/packages.sh $@ $(DEB_CHECK)
$(ROOT)/packages/lint: | tests/packages.sh
	@sh tests/packages.sh $@ $(DEB_LINT)
$(ROOT)/packages/cov: | tests/packages.sh
	@sh tests/packages.sh $@ $(DEB_COV)

$(PROGRAM): $(OBJ) $(B)/obj/main.o
	@echo '  LINK  $@'
	@$(CC) $(OPT) -o $@ $^ $(LDLIBS)

$(B)/keep_templates: $(KEEP_OBJ)
	@$(CC) $(OPT) -o $@ $^ $(LDLIBS)
$(B)/templates.compiled: $(B)/keep_templates $(wildcard templates/*/*.j2)
	@echo '  KEEP  $@'
	@$(B)/keep_templates templates $@

$(B)/obj/%.o: src/%.c Makefile | $(BUILD_OK)
	@mkdir -p $(@D)
	@echo '  CC    $@'
	@$(CC) $(CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<

# Criterion brings its own main; --as-needed drops it where a test has one.
# Without -no-pie parameters that hold pointers crash in it.
$(B)/tests/%: tests/%.c $(OBJ) Makefile | $(BUILD_OK) $(CHECK_OK)
	@mkdir -p $(@D)
	@echo '  TEST  $@'
	@$(CC) $(CFLAGS) $(CPPFLAGS) -no-pie -MMD -MP -MF $@.d -o $@ $< $(OBJ) \
		$(LDLIBS) -lcriterion

demo: $(PROGRAM)
	@mkdir -p build/demo
	@for s in small medium; do \
		echo; echo "== eastwest design examples/$$s.yaml"; \
		$(PROGRAM) design examples/$$s.yaml -o build/demo/$$s || exit; \
		echo; echo "== eastwest drain examples/$$s.yaml"; \
		$(PROGRAM) drain examples/$$s.yaml || exit; \
	done
	@echo
	@echo 'Look at build/demo/small/report.html and build/demo/medium/report.html;'
	@echo 'the switch configurations are in build/demo/*/configs.'

# every suite runs, whatever fails before it; one that gets nowhere fails too
check: $(BUILD_OK) $(CHECK_OK)
	@rm -rf $(COUNT) $(B)/asan.*
	@mkdir -p $(COUNT)
	+@for s in $(SUITES); do \
		$(MAKE) --no-print-directory $$s && continue; \
		grep -qs ' [1-9]' $(COUNT)/$$s || echo '0 1' >$(COUNT)/$$s; \
	done
	@bash tests/rendered.sh --list $(wildcard tests/rendered/*.sh)
	@sh tests/count.sh $(COUNT)

layers: | $(COUNT)
	@awk -v count=$(COUNT)/$@ -f tests/layers.awk src/LAYERS \
		$(wildcard src/main.c) src/*/*.[ch]
words: | $(COUNT)
	@sh tests/words.sh $(COUNT)/$@
headers: | $(COUNT) $(BUILD_OK)
	@sh tests/headers.sh $(COUNT)/$@ $(CC) $(CFLAGS) $(CPPFLAGS)
duplicates: | $(COUNT)
	@python3 tests/duplicates.py $(COUNT)/$@ src
circles: $(PROGRAM) | $(COUNT)
	@python3 tests/circles.py $(COUNT)/$@ src $(OBJ) $(B)/obj/main.o
unit: $(PROGRAM) $(UNIT:%=$(B)/tests/%) | $(COUNT)
	@$(ENV) sh tests/run.sh $(COUNT)/$@ $(B)/log/unit $(UNIT:%=$(B)/tests/%)
	@$(NO_LEAK)
prop: $(PROGRAM) $(PROP:%=$(B)/tests/%) | $(COUNT)
	@$(ENV) sh tests/run.sh $(COUNT)/$@ $(B)/log/prop $(PROP:%=$(B)/tests/%)
	@$(NO_LEAK)
golden: $(PROGRAM) | $(COUNT)
	@$(ENV) bash tests/golden.sh $(COUNT)/$@ $(PROGRAM) tests/golden
	@$(NO_LEAK)
errors: $(PROGRAM) | $(COUNT)
	@$(ENV) bash tests/errors.sh $(COUNT)/$@ $(PROGRAM)
	@$(NO_LEAK)
examples: $(PROGRAM) | $(COUNT)
	@$(ENV) bash tests/examples.sh $(COUNT)/$@ $(PROGRAM) $(B)/examples
	@$(NO_LEAK)
compat: $(PROGRAM) | $(COUNT) $(CHECK_OK)
	@$(ENV) python3 tests/compat.py $(COUNT)/$@ $(PROGRAM)
	@$(NO_LEAK)
bundles: $(PROGRAM) | $(COUNT) $(CHECK_OK)
	@$(ENV) python3 tests/bundles/run.py \
		$(COUNT)/$@ $(PROGRAM) $(B)/bundles
	@$(NO_LEAK)
random: $(PROGRAM) | $(COUNT)
	@$(ENV) python3 tests/random/run.py \
		$(COUNT)/$@ $(PROGRAM) $(B)/random $(SITES)
	@$(NO_LEAK)
comfort: $(PROGRAM) | $(COUNT) $(CHECK_OK)
	@$(ENV) sh tests/run.sh $(COUNT)/$@ $(B)/log/comfort \
		$(addprefix ./,$(wildcard tests/comfort/*.sh))
	@$(NO_LEAK)
lp: $(PROGRAM) | $(COUNT)
	@$(ENV) bash tests/lp.sh $(COUNT)/$@ $(PROGRAM) $(B)/lp
	@$(NO_LEAK)
why: $(PROGRAM) | $(COUNT)
	@$(ENV) bash tests/why.sh $(COUNT)/$@ $(PROGRAM) $(B)/why
	@$(NO_LEAK)
what-if: $(PROGRAM) | $(COUNT) $(CHECK_OK)
	@$(ENV) python3 tests/what_if.py $(COUNT)/$@ $(PROGRAM) $(B)/what-if
	@$(NO_LEAK)
# sanitisers hold memory of their own
memory: $(PROGRAM) | $(COUNT) $(CHECK_OK)
ifndef SAN
	@$(ENV) python3 tests/memory.py $(COUNT)/$@ $(PROGRAM) $(B)/memory
endif
# what a machine that fails does to a folder; attack: more of it, every system
# call of the program, and two thousand random sites, ten seconds of the processor
# for each command: an hour or two
FAULTS = $(B)/tests/faults/inject $(B)/tests/faults/writer
faults: $(PROGRAM) $(FAULTS) | $(COUNT)
	@$(ENV) python3 tests/faults/run.py $(COUNT)/$@ $(PROGRAM) $(B)/faults
	@$(NO_LEAK)
attack: $(PROGRAM) $(FAULTS)
	@$(ENV) python3 tests/faults/run.py $(B)/attack.count $(PROGRAM) \
		$(B)/faults long
	@printf '#!/bin/sh\nulimit -t 10\nexec "%s" "$$@"\n' \
		$(abspath $(PROGRAM)) >$(B)/limited && chmod +x $(B)/limited
	@$(ENV) python3 tests/random/run.py $(B)/attack.count $(B)/limited \
		$(B)/attack 2000
	@$(ENV) python3 tests/faults/again.py $(B)/attack.count $(PROGRAM) \
		$(B)/attack 2000
$(FAULTS): $(B)/tests/faults/%: tests/faults/%.c \
		$(filter $(B)/obj/base/%,$(OBJ)) Makefile | $(BUILD_OK)
	@mkdir -p $(@D)
	@echo '  TEST  $@'
	@$(CC) $(CFLAGS) $(CPPFLAGS) -MMD -MP -MF $@.d -o $@ $< \
		$(filter $(B)/obj/base/%,$(OBJ)) -lm
$(COUNT):
	@mkdir -p $@

# what opens our files in LibreOffice and the like: big packages, so not in check
check-rendered: $(PROGRAM) | $(COUNT)
	@OPTIONAL=$(OPTIONAL) $(ENV) bash tests/rendered.sh $(B)/rendered.count $(PROGRAM) \
		$(B)/rendered $(wildcard tests/rendered/*.sh)

cov: check | $(ROOT)/packages/cov
	@test -n '$(COV)' || { echo 'say make COV=1 cov'; exit 2; }
	gcovr -r . --object-directory $(B) -f src/

fuzz: fuzz-build
	+@for f in $(FUZZ_EACH); do $(MAKE) --no-print-directory $$f || exit; done
fuzz-build: | $(ROOT)/packages/lint
	+@$(MAKE) --no-print-directory FUZZ=1 \
		$(FUZZERS:fuzz/%=$(ROOT)/fuzz/run/%)
# what the seeds and all that was found reach, file by file
fuzz-cov: $(PROGRAM) | $(ROOT)/packages/cov
	+@$(MAKE) --no-print-directory FUZZ=1 COV=1 \
		$(FUZZERS:fuzz/%=$(ROOT)/fuzz-cov/run/%)
	@sh tests/fuzz/cov.sh $(ROOT)/fuzz-cov $(ROOT)/fuzz/corpus
# one of them, from tests/fuzz/seeds and what earlier runs have found
$(FUZZ_EACH): fuzz-%: fuzz-build $(PROGRAM)
	@mkdir -p $(ROOT)/fuzz/corpus/$*
	@python3 tests/fuzz/dict.py $* $(PROGRAM) $(ROOT)/fuzz/$*.dict
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 \
		$(ROOT)/fuzz/run/fuzz_$* -max_total_time=$(T) \
		-seed=$(SEED) -timeout=30 -rss_limit_mb=4096 -print_final_stats=1 \
		-dict=$(ROOT)/fuzz/$*.dict \
		-artifact_prefix=$(ROOT)/fuzz/ $(ROOT)/fuzz/corpus/$* \
		$(wildcard tests/fuzz/seeds/$*)
define RUN_FUZZ
	@mkdir -p $(@D)
	@echo '  FUZZ  $@'
	@$(CC) $(CFLAGS) $(CPPFLAGS) -fsanitize=fuzzer -o $@ $< $(OBJ) $(LDLIBS)
endef
$(ROOT)/fuzz/run/%: tests/fuzz/%.c tests/fuzz/fuzz.h $(OBJ)
	$(RUN_FUZZ)
$(ROOT)/fuzz-cov/run/%: tests/fuzz/%.c tests/fuzz/fuzz.h $(OBJ)
	$(RUN_FUZZ)

# BASE=PROGRAM: beside another build
bench: $(PROGRAM) $(BENCH:%=$(B)/tests/%)
	@for b in $(BENCH:%=$(B)/tests/%); do $$b || exit; done
	@python3 tests/bench/goals.py $(PROGRAM) $(BASE)

lint: layers words headers lint-format lint-cppcheck lint-tidy
lint-format: | $(ROOT)/packages/lint
	clang-format --dry-run -Werror src/*/*.[ch] $(wildcard src/main.c)
# NULL is a pointer here, whatever a compiler of another system may make of it
lint-cppcheck: | $(ROOT)/packages/lint
	cppcheck -q --std=c11 -Isrc --enable=warning,portability --inline-suppr \
		--suppress=varFuncNullUB --error-exitcode=1 src
lint-tidy: | $(BUILD_OK) $(ROOT)/packages/lint
	@printf '%s\n' $(SRC) | xargs -P 2 -n 8 sh -c \
		'clang-tidy --quiet "$$@" -- $(CFLAGS) $(CPPFLAGS)' sh
fmt: | $(ROOT)/packages/lint
	clang-format -i src/*/*.[ch] $(wildcard src/main.c)

# the program writes its own manual and completion, from the tables it parses by
MAN = $(B)/man/eastwest.1 $(B)/man/eastwest-site.5
COMPLETION = $(B)/completion/bash $(B)/completion/zsh
man: $(MAN)
$(MAN): $(PROGRAM)
	@mkdir -p $(@D)
	$(PROGRAM) man $(subst .,,$(suffix $@)) >$@
$(COMPLETION): $(PROGRAM)
	@mkdir -p $(@D)
	$(PROGRAM) completion $(@F) >$@

# templates and the like anew: one that was taken away must not stay behind
SHARE = $(DESTDIR)$(PREFIX)/share
install: $(PROGRAM) $(KEPT) $(MAN) $(COMPLETION)
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/eastwest
	cd $(SHARE)/eastwest 2>/dev/null && rm -rf catalogs templates \
		templates.compiled examples || :
	install -d $(SHARE)/eastwest
	cp -R catalogs templates examples $(SHARE)/eastwest/
	! test -f $(ROOT)/templates.compiled || \
		install -m 644 $(ROOT)/templates.compiled $(SHARE)/eastwest/
	$(PROGRAM) schema >$(SHARE)/eastwest/site.schema.json
	install -D -m 644 $(B)/man/eastwest.1 $(SHARE)/man/man1/eastwest.1
	install -D -m 644 $(B)/man/eastwest-site.5 \
		$(SHARE)/man/man5/eastwest-site.5
	install -D -m 644 $(B)/completion/bash \
		$(SHARE)/bash-completion/completions/eastwest
	install -D -m 644 $(B)/completion/zsh \
		$(SHARE)/zsh/site-functions/_eastwest

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(B)/obj/main.d $(B)/obj/keep_templates.d $(wildcard $(B)/tests/*/*.d)
