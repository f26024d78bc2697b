"""check.py DIR: what must hold of any plan.

The orders add up to the bill of the last phase, which is the whole design;
no phase has spent more than has come; new cables are those that were not
there before, and nothing that was there is cabled again.
"""
import csv
import json
import os
import sys

top = sys.argv[1]
plan = json.load(open(os.path.join(top, "plan.json")))


def rows(folder, name):
    with open(os.path.join(top, folder, name)) as f:
        return list(csv.DictReader(f))


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
assert spent == plan["cost"]
print(len(plan["phases"]), "phases add up")
