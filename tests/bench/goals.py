#!/usr/bin/env python3
"""goals.py PROGRAM [BASE]: what runs cost on sites that grow, as a table.

CPU seconds and MiB at most of check, drain, compare, design, verify on sites of
24 to 1,440 hosts; how each grows with the hosts (the fitted exponent, from 96
hosts on, where starting the program no longer counts); with BASE, another build,
how much less it is, up to 408 hosts.  Each on the two loads of site.py.
"""
import math
import os
import shutil
import subprocess
import sys
import tempfile

from cost import cost

HERE = os.path.dirname(os.path.abspath(__file__))
RACKS = [1, 4, 17, 60]
BASE_RACKS = 17 # beyond, another build may take an hour
LIMIT = 1.1


def site(folder, kind, load, racks):
    path = os.path.join(folder, f"{kind}-{load}-{racks}.yaml")
    with open(path, "w") as f:
        subprocess.run([sys.executable, os.path.join(HERE, "site.py"),
                        "--racks", str(racks), "--hypervisor", kind,
                        "--load", load],
                       stdout=f, check=True)
    return path


def run(program, command, path, folder):
    out = os.path.join(folder, "bundle-" + os.path.basename(path))
    if command == "design":
        shutil.rmtree(out, ignore_errors=True)
        return cost([program, "design", path, "-o", out])
    if command == "verify":
        return cost([program, "verify", out])
    return cost([program, command, path])


def exponent(points):
    points = [(math.log(n), math.log(max(y, 1e-3))) for n, y in points]
    mx = sum(x for x, _ in points) / len(points)
    my = sum(y for _, y in points) / len(points)
    return (sum((x - mx) * (y - my) for x, y in points) /
            sum((x - mx) ** 2 for x, _ in points))


def main():
    program, base = sys.argv[1], (sys.argv[2:] + [None])[0]
    folder = tempfile.mkdtemp()
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    print(f"{'':12} {'work':8} {'hosts':>6} {'CPU s':>8} {'MiB':>6}"
          f"{'  times less: CPU, MiB' if base else ''}")
    for kind, load in [(k, l) for k in ("kvm", "hyper-v")
                       for l in ("calm", "busy")]:
        for command in ["check", "drain", "compare", "design", "verify"]:
            points = []
            for racks in RACKS:
                path = site(folder, kind, load, racks)
                _, cpu, mib = run(program, command, path, folder)
                line = (f"{kind:7} {load:4} {command:8} {24 * racks:6} {cpu:8.2f} "
                        f"{mib:6.0f}")
                if racks > 1:
                    points.append((24 * racks, cpu, mib))
                if base and command != "verify" and racks <= BASE_RACKS:
                    old = os.path.join(folder, "old")
                    os.makedirs(old, exist_ok=True)
                    _, c, m = run(base, command, path, old)
                    line += f"  {c / max(cpu, 1e-3):7.1f} {m / mib:6.1f}"
                print(line)
            t = exponent([(n, c) for n, c, _ in points])
            m = exponent([(n, b) for n, _, b in points])
            print(f"{kind:7} {load:4} {command:8} grows with the hosts to the power "
                  f"{t:.2f}, its memory {m:.2f}"
                  f"{'' if max(t, m) <= LIMIT else f' (goal: {LIMIT})'}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
