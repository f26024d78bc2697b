"""check.py DIR: what must hold of any plan.

The orders add up to the bill of the last phase, which is the whole design;
no phase has spent more than has come; new cables are those that were not
there before, and nothing that was there is cabled again.  Live migration is
tried over the new network only of clusters that have moved as a whole.
"""
import csv
import json
import os
import re
import sys

top = sys.argv[1]
plan = json.load(open(os.path.join(top, "plan.json")))


def rows(folder, name):
    with open(os.path.join(top, folder, name)) as f:
        return list(csv.DictReader(f))


def clusters(folder):
    found = {}
    for name in os.listdir(os.path.join(top, folder, "hosts")):
        with open(os.path.join(top, folder, "hosts", name)) as f:
            m = re.search("^# (.*): cluster (.*?),", f.read(), re.M)
        found.setdefault(m[2], set()).add(m[1])
    return found


whole = clusters(plan["phases"][-1]["folder"])
bought, cabled, spent = {}, set(), 0.0
for p in plan["phases"]:
    for r in rows(p["folder"], "orders.csv"):
        bought[r["part"]] = bought.get(r["part"], 0) + int(r["quantity"])
        spent = round(spent + float(r["total"]), 2)
    new = {tuple(r.items()) for r in rows(p["folder"], "cabling-new.csv")}
    now = {tuple(r.items()) for r in rows(p["folder"], "cabling.csv")}
    bill = {r["part"]: int(r["quantity"]) for r in rows(p["folder"],
                                                        "bom.csv")}
    assert new | cabled == now and not new & cabled, p["folder"]
    assert bill == bought, p["folder"]
    assert spent == p["spent"] <= p["money"], p["folder"]
    cabled = now
    over = {h for c, there in clusters(p["folder"]).items()
            if there == whole[c] for h in there}
    for kind in ("migration", "drain"):
        tried = {r["device"] for r in rows(p["folder"], "acceptance.csv")
                 if r["test"] == kind}
        assert tried == over, (p["folder"], kind, tried ^ over)
assert spent == plan["cost"]
print(len(plan["phases"]), "phases add up")
