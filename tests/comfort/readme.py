"""What README.md shows of a command is what the command prints.

In a block, a line that begins with `$ ` is run by the shell, in an empty folder with
the examples and the program; the lines after it are its output. A line of `…` stands
for lines left out, a `…` within a line for a part of it. A command whose site file is
the reader's own, and of which nothing is shown, is not run.
"""
import os
import re
import subprocess
import tempfile

passed = failed = 0


def blocks(text):
    """(command, lines shown after it) of each block of text."""
    for block in re.findall(r'^```\n(.*?)^```', text, re.M | re.S):
        command = None
        for line in block.splitlines() + ['$ ']:
            if line.startswith('$ '):
                if command:
                    yield command, shown
                command, shown = line[2:], []
            elif command:
                shown.append(line)


def pattern(shown):
    """The regular expression that the output shown matches."""
    lines = []
    for line in shown:
        if line.strip() == '…':
            lines.append(r'(?:.*\n)+?')
        else:
            lines.append('.+'.join(map(re.escape, line.split('…'))) + r'\n')
    return ''.join(lines)


def main():
    global passed, failed
    here = os.getcwd()
    with open('README.md') as f:
        sessions = [(c, s) for c, s in blocks(f.read()) if s]
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(here, 'examples'), os.path.join(folder, 'examples'))
        os.mkdir(os.path.join(folder, 'build'))
        os.symlink(os.path.join(here, os.environ['EASTWEST']),
                   os.path.join(folder, 'build', 'eastwest'))
        for command, shown in sessions:
            done = subprocess.run(command, shell=True, cwd=folder, text=True,
                                  capture_output=True, stdin=subprocess.DEVNULL)
            if re.fullmatch(pattern(shown), done.stdout):
                passed += 1
            else:
                failed += 1
                print('FAIL README.md: $ %s\nshows:\n%s\nprinted:\n%s%s'
                      % (command, '\n'.join(shown), done.stdout, done.stderr))
    if len(sessions) < 3:
        failed += 1
        print('FAIL README.md shows fewer than three commands with their output')
    print('%d passed, %d failed' % (passed, failed))
    return failed


if __name__ == '__main__':
    raise SystemExit(bool(main()))
