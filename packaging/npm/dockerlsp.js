#!/usr/bin/env node
// Starts the program of this platform, which npm installed as an optional dependency, with the arguments and streams as they are.
'use strict';
const { spawn } = require('node:child_process');
const os = require('node:os');

const musl = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;
const target = `${musl ? 'alpine' : process.platform}-${process.arch}`;

let program;
try {
  program = require.resolve(`dockerlsp-${target}/dockerlsp${process.platform === 'win32' ? '.exe' : ''}`);
} catch {
  console.error(`dockerlsp: the package dockerlsp-${target} is not installed; if there is one for this platform, npm left it out (--omit=optional): install it by its name.`);
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
// An editor ends its language server by ending this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => { child.kill(signal); });
}
child.once('error', (error) => {
  console.error(`dockerlsp: ${program} could not be started: ${error.message}`);
  process.exit(2);
});
child.once('exit', (code, signal) => { process.exit(signal === null ? code : 128 + (os.constants.signals[signal] ?? 0)); });
