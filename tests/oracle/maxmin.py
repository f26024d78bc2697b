"""Max-min fair flows in exact rational arithmetic, against `eastwest flows`.

Progressive filling by its definition: the rate of all flows that are not fixed
rises together until a link is full or a flow meets its cap; those are fixed, and
on.  Numbers are fractions.Fraction throughout, so nothing is rounded.  Instances
are random, with a generator of our own so that they are the same everywhere.
"""
import os
import subprocess
import sys
import tempfile
from fractions import Fraction as F


class Random:
    def __init__(self, seed):
        self.state = seed * 2654435761 % 2**64

    def below(self, n):
        self.state = (self.state * 6364136223846793005
                      + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def rates(flows, capacity):
    """flows: list of (links, cap or None); exact max-min rates."""
    rate = [None] * len(flows)
    level = F(0)
    left = dict(capacity)
    while None in rate:
        free = [i for i, r in enumerate(rate) if r is None]
        users = {}
        for i in free:
            for l in flows[i][0]:
                users[l] = users.get(l, 0) + 1
        step = min([left[l] / n for l, n in users.items()]
                   + [flows[i][1] - level for i in free
                      if flows[i][1] is not None])
        level += step
        for l, n in users.items():
            left[l] -= n * step
        for i in free:
            links, cap = flows[i]
            if cap == level or any(left[l] == 0 for l in links):
                rate[i] = level
    return rate


def finish(links, flows):
    """flows: list of (bytes, start, cap or None, links); exact times."""
    left = [F(f[0]) for f in flows]
    end = [None] * len(flows)
    now = F(0)
    while None in end:
        live = [i for i, f in enumerate(flows)
                if end[i] is None and f[1] <= now]
        later = [F(f[1]) for i, f in enumerate(flows)
                 if end[i] is None and f[1] > now]
        step = min(later) - now if later else None
        rate = rates([(flows[i][3], flows[i][2]) for i in live], links)
        for i, r in zip(live, rate):
            if step is None or left[i] / r < step:
                step = left[i] / r
        now += step
        for i, r in zip(live, rate):
            left[i] -= r * step
            if left[i] == 0:
                end[i] = now
    return end


def instance(seed):
    rnd = Random(seed)
    nl, nf = 1 + rnd.below(8), 1 + rnd.below(20)
    links = {"l%d" % i: F(1000000 * (1 + rnd.below(1000))) for i in range(nl)}
    flows = []
    for i in range(nf):
        way = [l for k, l in enumerate(sorted(links))
               if rnd.below(3) == 0 or k == i % nl]
        start = F(rnd.below(40), 4) if rnd.below(3) else F(0)
        cap = F(100000 * (1 + rnd.below(3000))) if rnd.below(3) == 0 else None
        flows.append((1000000 * (1 + rnd.below(5000)), start, cap, way))
    return links, flows


def text(links, flows):
    out = ["link %s %d" % (l, c) for l, c in links.items()]
    for i, (size, start, cap, way) in enumerate(flows):
        out.append("flow f%d %d %s %s %s" % (
            i, size, float(start), "-" if cap is None else int(cap),
            " ".join(way)))
    return "\n".join(out) + "\n"


def main():
    program, count = os.environ["EASTWEST"], int(sys.argv[1])
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, count + 1):
            links, flows = instance(seed)
            path = os.path.join(folder, "case.flows")
            with open(path, "w") as f:
                f.write(text(links, flows))
            got = subprocess.run([program, "flows", path], check=True,
                                 stdout=subprocess.PIPE).stdout.decode()
            want = finish(links, flows)
            ok = len(got.splitlines()) == len(want)
            for line, exact in zip(got.splitlines(), want):
                seconds = float(line.split()[1])
                # nine decimals are printed
                if abs(seconds - exact) > F(1, 10**6) * exact + F(1, 10**9):
                    ok = False
                    print("seed %d %s: exactly %.9f" % (seed, line, exact))
            passed += ok
            failed += not ok
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
