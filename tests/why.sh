#!/bin/bash
# why.sh COUNT PROGRAM SCRATCH: what `compare` says could be had, asked for: the
# nearest value of each requirement in a conflict, each relief, each point of
# cost against drain time.  The design must be there, at that price.  And a
# conflict is one, and none without any of its requirements.
exec python3 - "$@" <<'EOF'
import json, os, re, subprocess, sys

count, program, scratch = sys.argv[1:4]
os.makedirs(scratch, exist_ok=True)
passed = failed = 0

def compare(text, *more):
    path = os.path.join(scratch, "site.yaml")
    with open(path, "w") as f:
        f.write(text)
    p = subprocess.run([program, "compare", path, "--json", *more],
                       capture_output=True, text=True)
    if not p.stdout:
        print("FAIL why: %s" % p.stderr)
        return {"candidates": [], "chosen": None, "conflict": [],
                "relief": [], "pareto": []}
    return json.loads(p.stdout)

def cost(v):
    c = [c["cost"] for c in v["candidates"] if c["topology"] == v["chosen"]]
    return c[0] if c else None

def asked(text, name, value):
    """the site with a requirement or policy said otherwise; None: not at all"""
    said = re.compile(r"(?<![\w-])%s: *(\[[^]]*\]|\{[^}]*\}|[^,}\n#]*)" % name)
    if value is None:
        return re.sub(r", *(?=\})|(?<=\{), *", "",
                      said.sub("", text, count=1).replace(", ,", ","))
    if said.search(text):
        return said.sub("%s: %s" % (name, value), text, count=1)
    return re.sub(r"requirements: \{", "requirements: {%s: %s, " %
                  (name, value), text, count=1) \
        if "requirements: {" in text else \
        text.replace("requirements:\n", "requirements:\n  %s: %s\n" %
                     (name, value), 1)

def is_same(name, got, want):
    global passed, failed
    if got is not None and want is not None and abs(got - want) < 0.005:
        passed += 1
    else:
        failed += 1
        print("FAIL why %s: told %s, asked for it costs %s" % (name, want, got))

def without_words(name, value):
    return None if value in ("any", "none", "auto") else value

ALL = ["vendors", "models", "topology", "failure_domain", "growth",
       "utilisation", "oversubscription", "backup", "rolling", "drain",
       "budget"]

def only(text, names):
    """the site with these requirements alone"""
    for w in ALL:
        if w not in names:
            text = asked(text, w, "site" if w == "failure_domain" else None)
    return text

def smallest(name, text, names):
    """together they can't be had, and without any one of them they can"""
    global passed, failed
    if cost(compare(only(text, names))) is not None:
        failed += 1
        print("FAIL why %s: %s can be had together" % (name, names))
    for w in names:
        if cost(compare(only(text, [x for x in names if x != w]))) is None:
            failed += 1
            print("FAIL why %s: no need of %s in %s" % (name, w, names))
        else:
            passed += 1

def site(name, text, want_conflict=None):
    global passed, failed
    v = compare(text, "--pareto")
    names = [c["requirement"] for c in v["conflict"]]
    if names:
        smallest(name, text, names)
    if want_conflict is not None:
        if names == want_conflict:
            passed += 1
        else:
            failed += 1
            print("FAIL why %s: conflict %s, not %s" %
                  (name, names, want_conflict))
    for c in v["conflict"]:
        if c["cost"] is not None:
            is_same("%s %s" % (name, c["requirement"]), cost(compare(
                asked(text, c["requirement"], without_words(
                    c["requirement"], c["nearest"])))), c["cost"])
        if c["not_asked"] is not None:
            is_same("%s no %s" % (name, c["requirement"]), cost(compare(
                asked(text, c["requirement"], c["not_asked"]["reached"]))),
                c["not_asked"]["cost"])
    for r in v["relief"]:
        is_same("%s relief %s" % (name, r["requirement"]), cost(compare(
            asked(text, r["requirement"], without_words(r["requirement"],
                                                        r["to"])))), r["cost"])
    free = asked(text, "budget", None)
    last = None
    for p in v["pareto"]:
        w = compare(asked(asked(free, "drain", p["drain"]), "topology",
                          p["topology"]))
        is_same("%s pareto %s" % (name, p["drain"]), cost(w), p["cost"])
        if last is not None and not (p["cost"] > last["cost"] and
                                     p["drain_seconds"] <
                                     last["drain_seconds"]):
            failed += 1
            print("FAIL why %s: %s is beaten" % (name, p))
        last = p

trade = open("tests/why/trade.yaml").read()
site("trade", trade, ["budget", "drain", "failure_domain"])
site("too fast", asked(trade, "drain", "30 s"), ["drain"])
site("affordable", asked(trade, "budget", "31600"), [])
site("growth", asked(asked(trade, "growth", "60 %"), "budget", "90000"))
site("oversubscribed", asked(asked(trade, "oversubscription", "1"), "budget",
                             "36000"))
for s in "small", "medium":
    text = re.sub(" *#.*", "", open("examples/%s.yaml" % s).read())
    site(s, text, [])
    site(s + " poor", asked(text, "budget", "6000"))
with open(count, "w") as f:
    f.write("%d %d\n" % (passed, failed))
sys.exit(failed != 0)
EOF
