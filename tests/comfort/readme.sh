#!/bin/bash
# What README.md shows of a command is what the command prints.
exec python3 tests/comfort/readme.py
