#!/bin/bash
# What HACKING.md, README.md and docs/ name is there.
exec python3 tests/comfort/docs.py
