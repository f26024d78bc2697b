#!/usr/bin/env python3
"""goals.py PROGRAM [BASE]: what runs cost on sites that grow, as a table.

CPU seconds and MiB at most of check, drain, compare, design, verify on sites of
24 to 1,440 hosts; how each grows with the hosts (the fitted exponent, from 96
hosts on, where starting the program no longer counts); with BASE, another build,
how much less it is, up to 408 hosts.  Each on the two loads of site.py.  Then what
runs once: the medium example, `plan`, a site without a design, a megabyte of YAML,
10,008 hosts with 200,160 VMs on today's network (not with BASE).
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


PLAN = """
plan:
  from: 2026-12
  starter: 60000
  budgets: [{year: 2027, amount: 60000}, {year: 2028, amount: 60000}]
"""


def written(path, text):
    with open(path, "w") as f:
        f.write(text)
    return path


def once(program, base, folder):
    """a row each: what is run, CPU s, MiB, how much less than the base"""
    with open(site(folder, "kvm", "calm", 17)) as f:
        many = f.read()
    planned = written(os.path.join(folder, "plan.yaml"), many + PLAN)
    none = written(os.path.join(folder, "none.yaml"), many.replace(
        "requirements: {", "requirements: {budget: 1, "))
    listed = written(os.path.join(folder, "listed.yaml"), subprocess.run(
        [program, "print", planned], capture_output=True, text=True,
        check=True).stdout)
    medium = os.path.join(HERE, "..", "..", "examples", "medium.yaml")
    huge = site(folder, "kvm", "calm", 417)
    cpu_of = {}
    print(f"{'once':32} {'CPU s':>8} {'MiB':>6}"
          f"{'  times less: CPU, MiB' if base else ''}")
    for name, command, path, status in [
            ("design, medium example", "design", medium, 0),
            ("design, 408 hosts", "design", planned, 0),
            ("plan, 408 hosts", "plan", planned, 0),
            ("design where there is none", "design", none, 3),
            (f"check, {os.path.getsize(listed) / 1e6:.1f} MB of YAML", "check",
             listed, 0),
            ("drain, 10,008 hosts", "drain", huge, 3)]:
        argv = [command, path]
        if command in ("design", "plan"):
            argv += ["-o", os.path.join(folder, "once-" + command)]
            shutil.rmtree(argv[-1], ignore_errors=True)
        ended, cpu, mib = cost([program] + argv)
        cpu_of[name] = cpu
        line = f"{name:32} {cpu:8.2f} {mib:6.0f}"
        if base and path != huge:
            if argv[-2] == "-o":
                argv[-1] += "-old"
                shutil.rmtree(argv[-1], ignore_errors=True)
            _, c, m = cost([base] + argv)
            line += f"  {c / max(cpu, 1e-3):7.1f} {m / mib:6.1f}"
        if os.waitstatus_to_exitcode(ended) != status:
            line += f" (ended with {os.waitstatus_to_exitcode(ended)})"
        print(line)
    print(f"plan takes {cpu_of['plan, 408 hosts'] / cpu_of['design, 408 hosts']:.2f}"
          " of what design takes (goal: 1.3)")


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
    once(program, base, folder)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
