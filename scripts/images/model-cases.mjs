// Pairs of a build and a change, for the cache model. `@` is a small base image of the pair's own, so that no pair finds the
// layers of another. `change.dockerfile` replaces one text by another; `change.files` writes, changes or deletes (null) files;
// `ask` asks the model what line N breaks, for changes that stand neither in the Dockerfile nor in the context.
const lines = (...all) => `${all.join('\n')}\n`;

export const cases = [
  // The text and its spelling
  {
    name: 'text of a RUN in the middle',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN echo two > /two', 'RUN echo three > /three'),
    change: { dockerfile: ['echo two', 'echo 2'] }, line: 3,
  },
  {
    name: 'text of the last RUN',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['echo two', 'echo 2'] }, line: 3,
  },
  {
    name: 'comment above a RUN',
    dockerfile: lines('FROM @', '# first', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['# first', '# the first step'] },
  },
  {
    name: 'comment inside a continued RUN',
    dockerfile: lines('FROM @', 'RUN echo one > /one \\', '  # why', '  && echo more > /more', 'RUN echo two > /two'),
    change: { dockerfile: ['# why', '# why not'] },
  },
  {
    name: 'blank lines and comments added between instructions',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['RUN echo two', '\n# and then\n\nRUN echo two'] },
  },
  {
    name: 'blanks inside the command of a RUN',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['echo one > /one', 'echo one  >  /one'] },
  },
  {
    name: 'blanks behind the keyword and at the end of a RUN',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['RUN echo one > /one', 'RUN    echo one > /one   '] },
  },
  {
    name: 'keyword in lower case',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['RUN echo one', 'run echo one'] },
  },
  {
    name: 'RUN broken at another place (a continuation within)',
    dockerfile: lines('FROM @', 'RUN echo one > /one && echo more > /more', 'RUN echo two > /two'),
    change: { dockerfile: [' && echo more', ' \\\n    && echo more'] },
  },
  {
    name: 'continuation without new blanks',
    dockerfile: lines('FROM @', 'RUN echo one > /one && echo more > /more', 'RUN echo two > /two'),
    change: { dockerfile: [' && echo more', ' \\\n&& echo more'] },
  },
  {
    name: 'indentation of a continuation line',
    dockerfile: lines('FROM @', 'RUN echo one > /one \\', '    && echo more > /more', 'RUN echo two > /two'),
    change: { dockerfile: ['    && echo', '  && echo'] },
  },
  {
    name: 'shell form written as exec form',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['RUN echo one > /one', 'RUN ["/bin/sh", "-c", "echo one > /one"]'] },
  },
  {
    name: 'blanks between the elements of an exec form',
    dockerfile: lines('FROM @', 'RUN ["/bin/sh","-c","echo one > /one"]', 'RUN echo two > /two'),
    change: { dockerfile: ['["/bin/sh","-c",', '[ "/bin/sh", "-c", '] },
  },
  {
    name: 'two RUN joined with &&',
    dockerfile: lines('FROM @', 'RUN echo zero > /zero', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['\nRUN echo two', ' && echo two'] },
  },
  {
    name: 'RUN inserted between two',
    dockerfile: lines('FROM @', 'RUN echo zero > /zero', 'RUN echo two > /two'),
    change: { dockerfile: ['RUN echo two', 'RUN echo one > /one\nRUN echo two'] },
  },
  {
    name: 'last RUN removed',
    dockerfile: lines('FROM @', 'RUN echo zero > /zero', 'RUN echo one > /one'),
    change: { dockerfile: ['RUN echo one > /one\n', ''] },
  },
  {
    name: 'parser directive escape added where no escape is used',
    dockerfile: lines('FROM @', 'RUN echo zero > /zero', 'RUN echo one > /one'),
    change: { dockerfile: ['FROM', '# escape=`\nFROM'] },
  },

  // ENV
  {
    name: 'ENV above a RUN that does not use it',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'ENV MODE=a', 'RUN echo two > /two'),
    change: { dockerfile: ['MODE=a', 'MODE=b'] }, line: 3,
  },
  {
    name: 'ENV behind the last RUN',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'ENV MODE=a', 'CMD ["sh"]'),
    change: { dockerfile: ['MODE=a', 'MODE=b'] }, line: 3,
  },
  {
    name: 'ENV above a COPY that does not use it',
    dockerfile: lines('FROM @', 'ENV MODE=a', 'COPY file /file', 'WORKDIR /w'), files: { file: 'x' },
    change: { dockerfile: ['MODE=a', 'MODE=b'] }, line: 2,
  },
  {
    name: 'ENV above a COPY that uses it',
    dockerfile: lines('FROM @', 'ENV NAME=a', 'COPY file /$NAME', 'WORKDIR /w'), files: { file: 'x' },
    change: { dockerfile: ['NAME=a', 'NAME=b'] }, line: 2,
  },
  {
    name: 'ENV above a COPY and then a RUN, none of which uses it',
    dockerfile: lines('FROM @', 'ENV MODE=a', 'COPY file /file', 'RUN echo one > /one'), files: { file: 'x' },
    change: { dockerfile: ['MODE=a', 'MODE=b'] }, line: 2,
  },
  {
    name: 'value of ENV quoted',
    dockerfile: lines('FROM @', 'ENV MODE=a', 'RUN echo one > /one'),
    change: { dockerfile: ['MODE=a', 'MODE="a"'] },
  },
  {
    name: 'ENV in the old form without =',
    dockerfile: lines('FROM @', 'ENV MODE a', 'RUN echo one > /one'),
    change: { dockerfile: ['MODE a', 'MODE=a'] },
  },
  {
    name: 'two ENV made one',
    dockerfile: lines('FROM @', 'ENV A=1', 'ENV B=2', 'RUN echo one > /one'),
    change: { dockerfile: ['A=1\nENV B=2', 'A=1 B=2'] },
  },
  {
    name: 'two ENV exchanged',
    dockerfile: lines('FROM @', 'ENV A=1', 'ENV B=2', 'RUN echo one > /one'),
    change: { dockerfile: ['ENV A=1\nENV B=2', 'ENV B=2\nENV A=1'] },
  },
  {
    name: 'ENV set again to the value that it has',
    dockerfile: lines('FROM @', 'ENV A=1', 'RUN echo one > /one'),
    change: { dockerfile: ['ENV A=1\n', 'ENV A=1\nENV A=1\n'] },
  },
  {
    name: 'ENV inherited by a stage',
    dockerfile: lines('FROM @ AS base', 'ENV MODE=a', 'FROM base', 'COPY file /file', 'RUN echo one > /one'), files: { file: 'x' },
    change: { dockerfile: ['MODE=a', 'MODE=b'] }, line: 2,
  },

  // ARG
  {
    name: 'ARG that a RUN uses',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'ARG VERSION=1', 'RUN echo $VERSION > /version'),
    change: { dockerfile: ['VERSION=1', 'VERSION=2'] }, line: 3,
  },
  {
    name: 'ARG that no RUN uses',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'ARG VERSION=1', 'RUN echo two > /two'),
    change: { dockerfile: ['VERSION=1', 'VERSION=2'] }, line: 3,
  },
  {
    name: 'ARG declared behind all steps',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'ARG VERSION=1', 'LABEL version=$VERSION'),
    change: { dockerfile: ['VERSION=1', 'VERSION=2'] }, line: 3,
  },
  {
    name: 'ARG without a value added',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['RUN echo two', 'ARG COMMIT\nRUN echo two'] },
  },
  {
    name: 'ARG above a COPY that does not use it',
    dockerfile: lines('FROM @', 'ARG VERSION=1', 'COPY file /file'), files: { file: 'x' },
    change: { dockerfile: ['VERSION=1', 'VERSION=2'] }, line: 2,
  },
  {
    name: 'ARG overridden by an ENV of the same name',
    dockerfile: lines('FROM @', 'ARG MODE=a', 'ENV MODE=z', 'RUN echo one > /one'),
    change: { dockerfile: ['MODE=a', 'MODE=b'] },
  },
  {
    name: 'ARG behind an ENV of the same name',
    dockerfile: lines('FROM @', 'ENV MODE=z', 'ARG MODE=a', 'RUN echo one > /one'),
    change: { dockerfile: ['MODE=a', 'MODE=b'] },
  },
  {
    name: 'ENV set to another value and then to a third',
    dockerfile: lines('FROM @', 'ENV MODE=a', 'ENV MODE=z', 'RUN echo one > /one'),
    change: { dockerfile: ['MODE=a', 'MODE=b'] }, line: 2,
  },
  {
    name: 'two ARG exchanged',
    dockerfile: lines('FROM @', 'ARG A=1', 'ARG B=2', 'RUN echo one > /one'),
    change: { dockerfile: ['ARG A=1\nARG B=2', 'ARG B=2\nARG A=1'] },
  },
  {
    name: 'ARG and ENV exchanged',
    dockerfile: lines('FROM @', 'ARG A=1', 'ENV B=2', 'RUN echo one > /one'),
    change: { dockerfile: ['ARG A=1\nENV B=2', 'ENV B=2\nARG A=1'] },
  },
  {
    name: 'first of two ENV set again to the value that it has',
    dockerfile: lines('FROM @', 'ENV A=1', 'ENV B=2', 'RUN echo one > /one'),
    change: { dockerfile: ['ENV B=2\n', 'ENV B=2\nENV A=1\n'] },
  },
  {
    name: 'ARG written as ENV',
    dockerfile: lines('FROM @', 'ARG A=1', 'RUN echo one > /one'),
    change: { dockerfile: ['ARG', 'ENV'] },
  },
  {
    name: 'ARG of one stage, RUN of another',
    dockerfile: lines('FROM @ AS base', 'ARG VERSION=1', 'COPY file /file', 'FROM base', 'RUN echo one > /one'), files: { file: 'x' },
    change: { dockerfile: ['VERSION=1', 'VERSION=2'] }, line: 2,
  },
  {
    name: 'predefined HTTP_PROXY with another default, declared',
    dockerfile: lines('FROM @', 'ARG HTTP_PROXY=http://127.0.0.1:1', 'RUN echo one > /one'),
    change: { dockerfile: ['127.0.0.1:1', '127.0.0.1:2'] },
  },
  {
    name: 'global ARG that FROM does not use and a stage takes over',
    dockerfile: lines('ARG VERSION=1', 'FROM @', 'RUN echo one > /one', 'ARG VERSION', 'RUN echo two > /two'),
    change: { dockerfile: ['VERSION=1', 'VERSION=2'] },
  },
  {
    name: 'global ARG that no stage takes over',
    dockerfile: lines('ARG VERSION=1', 'FROM @', 'RUN echo one > /one'),
    change: { dockerfile: ['VERSION=1', 'VERSION=2'] },
  },
  {
    name: 'ARG by way of ENV',
    dockerfile: lines('FROM @', 'ARG VERSION=1', 'COPY file /file', 'ENV APP_VERSION=$VERSION', 'COPY file /$APP_VERSION'), files: { file: 'x' },
    change: { dockerfile: ['VERSION=1', 'VERSION=2'] },
  },

  // What stands in no key, and what stands in some
  {
    name: 'LABEL above a RUN',
    dockerfile: lines('FROM @', 'LABEL version=1', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['version=1', 'version=2'] }, line: 2,
  },
  {
    name: 'CMD above a RUN',
    dockerfile: lines('FROM @', 'CMD ["a"]', 'RUN echo one > /one'),
    change: { dockerfile: ['["a"]', '["b"]'] }, line: 2,
  },
  {
    name: 'ENTRYPOINT at the end',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'ENTRYPOINT ["a"]'),
    change: { dockerfile: ['["a"]', '["b"]'] }, line: 3,
  },
  {
    name: 'EXPOSE, VOLUME, STOPSIGNAL and HEALTHCHECK above a RUN',
    dockerfile: lines('FROM @', 'EXPOSE 80', 'STOPSIGNAL SIGTERM', 'HEALTHCHECK CMD true', 'RUN echo one > /one'),
    change: { dockerfile: ['EXPOSE 80\nSTOPSIGNAL SIGTERM\nHEALTHCHECK CMD true', 'EXPOSE 81\nSTOPSIGNAL SIGINT\nHEALTHCHECK CMD false'] },
  },
  {
    name: 'SHELL above a RUN in shell form',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'SHELL ["/bin/sh", "-ec"]', 'RUN echo two > /two'),
    change: { dockerfile: ['-ec', '-exc'] }, line: 3,
  },
  {
    name: 'SHELL above a RUN in exec form only',
    dockerfile: lines('FROM @', 'SHELL ["/bin/sh", "-ec"]', 'RUN ["/bin/sh", "-c", "echo two > /two"]'),
    change: { dockerfile: ['-ec', '-exc'] }, line: 2,
  },
  {
    name: 'USER above a RUN',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'USER 0', 'RUN echo two > /two'),
    change: { dockerfile: ['USER 0', 'USER 0:0'] }, line: 3,
  },
  {
    name: 'USER above a COPY',
    dockerfile: lines('FROM @', 'USER 1000', 'COPY file /file'), files: { file: 'x' },
    change: { dockerfile: ['USER 1000', 'USER 1001'] }, line: 2,
  },
  {
    name: 'WORKDIR above a RUN',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'WORKDIR /a', 'RUN echo two > two'),
    change: { dockerfile: ['/a', '/b'] }, line: 3,
  },
  {
    name: 'WORKDIR with a slash at its end',
    dockerfile: lines('FROM @', 'WORKDIR /a', 'RUN echo two > two'),
    change: { dockerfile: ['WORKDIR /a', 'WORKDIR /a/'] },
  },
  {
    name: 'WORKDIR / above a COPY to an absolute and one to a relative place',
    dockerfile: lines('FROM @', 'WORKDIR /', 'COPY file /file', 'COPY file rel'), files: { file: 'x' },
    change: { dockerfile: ['WORKDIR /\n', 'WORKDIR /a\n'] },
  },
  {
    name: 'relative WORKDIR below another',
    dockerfile: lines('FROM @', 'WORKDIR /a', 'WORKDIR b', 'RUN echo two > two'),
    change: { dockerfile: ['/a', '/c'] }, line: 2,
  },
  {
    name: 'ONBUILD of a base stage',
    dockerfile: lines('FROM @ AS base', 'RUN echo one > /one', 'ONBUILD RUN echo on > /on', 'FROM base', 'RUN echo two > /two'),
    change: { dockerfile: ['echo on >', 'echo off >'] }, line: 3,
  },
  {
    name: 'ONBUILD of the last stage',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'ONBUILD RUN echo on > /on'),
    change: { dockerfile: ['echo on >', 'echo off >'] }, line: 3,
  },

  // Files of the context
  {
    name: 'content of a copied file',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'COPY file /file', 'RUN echo two > /two'), files: { file: 'x' },
    change: { files: { file: 'y' } },
  },
  {
    name: 'content of a file that nothing copies',
    dockerfile: lines('FROM @', 'COPY file /file', 'RUN echo two > /two'), files: { file: 'x', other: 'x' },
    change: { files: { other: 'y' } },
  },
  {
    name: 'only the time of a copied file',
    dockerfile: lines('FROM @', 'COPY file /file', 'RUN echo two > /two'), files: { file: 'x' },
    change: { files: { file: { touch: true } } },
  },
  {
    name: 'executable bit of a copied file',
    dockerfile: lines('FROM @', 'COPY file /file', 'RUN echo two > /two'), files: { file: { text: 'x', mode: 0o644 } },
    change: { files: { file: { mode: 0o755 } } },
  },
  {
    name: 'file deep in a copied folder',
    dockerfile: lines('FROM @', 'COPY src /src', 'RUN echo two > /two'), files: { 'src/a/b/c.txt': 'x', 'src/d.txt': 'x' },
    change: { files: { 'src/a/b/c.txt': 'y' } },
  },
  {
    name: 'file added to a copied folder',
    dockerfile: lines('FROM @', 'COPY src /src', 'RUN echo two > /two'), files: { 'src/a.txt': 'x' },
    change: { files: { 'src/b.txt': 'y' } },
  },
  {
    name: 'file deleted from a copied folder',
    dockerfile: lines('FROM @', 'COPY src /src', 'RUN echo two > /two'), files: { 'src/a.txt': 'x', 'src/b.txt': 'y' },
    change: { files: { 'src/b.txt': null } },
  },
  {
    name: 'file renamed in a copied folder',
    dockerfile: lines('FROM @', 'COPY src /src', 'RUN echo two > /two'), files: { 'src/a.txt': 'x', 'src/b.txt': 'y' },
    change: { files: { 'src/b.txt': null, 'src/c.txt': 'y' } },
  },
  {
    name: 'file that a wildcard takes',
    dockerfile: lines('FROM @', 'COPY *.json /app/', 'RUN echo two > /two'), files: { 'a.json': 'x', 'b.txt': 'x' },
    change: { files: { 'a.json': 'y' } },
  },
  {
    name: 'file that a wildcard does not take',
    dockerfile: lines('FROM @', 'COPY *.json /app/', 'RUN echo two > /two'), files: { 'a.json': 'x', 'sub/c.json': 'x' },
    change: { files: { 'sub/c.json': 'y' } },
  },
  {
    name: 'file added that a wildcard takes',
    dockerfile: lines('FROM @', 'COPY *.json /app/', 'RUN echo two > /two'), files: { 'a.json': 'x' },
    change: { files: { 'b.json': 'y' } },
  },
  {
    name: 'one of two COPY, then the install, as one should',
    dockerfile: lines('FROM @', 'COPY package.json /app/', 'RUN echo install > /installed', 'COPY . /app', 'RUN echo build > /built'),
    files: { 'package.json': '{}', 'src/app.js': 'x', '.dockerignore': 'Dockerfile\n.dockerignore\n' },
    change: { files: { 'src/app.js': 'y' } },
  },
  {
    name: 'the first of two COPY',
    dockerfile: lines('FROM @', 'COPY package.json /app/', 'RUN echo install > /installed', 'COPY . /app', 'RUN echo build > /built'),
    files: { 'package.json': '{}', 'src/app.js': 'x', '.dockerignore': 'Dockerfile\n' },
    change: { files: { 'package.json': '{ }' } },
  },
  {
    name: 'file that .dockerignore leaves out',
    dockerfile: lines('FROM @', 'COPY . /app', 'RUN echo two > /two'), files: { 'a.txt': 'x', 'b.log': 'x', '.dockerignore': '*.log\n' },
    change: { files: { 'b.log': 'y' } },
  },
  {
    name: 'file that .dockerignore leaves out and lets in again',
    dockerfile: lines('FROM @', 'COPY . /app', 'RUN echo two > /two'), files: { 'a.txt': 'x', 'keep.log': 'x', '.dockerignore': '*.log\n!keep.log\n' },
    change: { files: { 'keep.log': 'y' } },
  },
  {
    name: 'file in a folder that .dockerignore leaves out at any depth',
    dockerfile: lines('FROM @', 'COPY src /app', 'RUN echo two > /two'), files: { 'src/a.txt': 'x', 'src/x/node_modules/m.js': 'x', '.dockerignore': '**/node_modules\n' },
    change: { files: { 'src/x/node_modules/m.js': 'y' } },
  },
  {
    name: '.dockerignore itself, and it leaves out more (COPY of a folder)',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'COPY src /app', 'RUN echo two > /two'), files: { 'src/a.txt': 'x', 'src/b.log': 'x', '.dockerignore': '*.tmp\n' },
    change: { files: { '.dockerignore': '**/*.log\n' } },
  },
  {
    name: '.dockerignore itself, and it leaves out nothing else (COPY of a folder)',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'COPY src /app', 'RUN echo two > /two'), files: { 'src/a.txt': 'x', '.dockerignore': '*.tmp\n' },
    change: { files: { '.dockerignore': '*.temp\n' } },
  },
  {
    name: '.dockerignore itself (COPY of everything)',
    dockerfile: lines('FROM @', 'COPY . /app', 'RUN echo two > /two'), files: { 'src/a.txt': 'x', '.dockerignore': '*.tmp\n' },
    change: { files: { '.dockerignore': '*.temp\n' } },
  },
  {
    name: 'the Dockerfile itself, which COPY . . takes',
    dockerfile: lines('FROM @', 'COPY . /app', 'RUN echo two > /two', 'RUN echo three > /three'), files: { 'a.txt': 'x' },
    change: { dockerfile: ['echo three', 'echo 3'] },
  },
  {
    name: 'the Dockerfile, which .dockerignore leaves out',
    dockerfile: lines('FROM @', 'COPY . /app', 'RUN echo two > /two', 'RUN echo three > /three'), files: { 'a.txt': 'x', '.dockerignore': 'Dockerfile\n' },
    change: { dockerfile: ['echo three', 'echo 3'] },
  },
  {
    name: 'symbolic link in a copied folder points elsewhere',
    dockerfile: lines('FROM @', 'COPY src /src', 'RUN echo two > /two'), files: { 'src/a.txt': 'x', 'src/b.txt': 'y', 'src/l': { link: 'a.txt' } },
    change: { files: { 'src/l': { link: 'b.txt' } } },
  },
  {
    name: 'COPY --chown with another owner',
    dockerfile: lines('FROM @', 'COPY --chown=1 file /file', 'RUN echo two > /two'), files: { file: 'x' },
    change: { dockerfile: ['--chown=1', '--chown=2'] }, line: 2,
  },
  {
    name: 'COPY to another place',
    dockerfile: lines('FROM @', 'COPY file /a', 'COPY other /other'), files: { file: 'x', other: 'x' },
    change: { dockerfile: ['file /a', 'file /b'] }, line: 2,
  },
  {
    name: 'COPY with ./ before its source',
    dockerfile: lines('FROM @', 'COPY file /a', 'COPY other /other'), files: { file: 'x', other: 'x' },
    change: { dockerfile: ['COPY file', 'COPY ./file'] },
  },
  {
    name: 'COPY of a copy of the file, which has another name',
    dockerfile: lines('FROM @', 'COPY file /a', 'COPY other /other'), files: { file: 'x', other: 'x', same: 'x' },
    change: { dockerfile: ['COPY file', 'COPY same'] },
  },
  {
    name: 'COPY in exec form',
    dockerfile: lines('FROM @', 'COPY file /a', 'COPY other /other'), files: { file: 'x', other: 'x' },
    change: { dockerfile: ['COPY file /a', 'COPY ["file", "/a"]'] },
  },
  {
    name: 'ADD of a file',
    dockerfile: lines('FROM @', 'ADD file /file', 'RUN echo two > /two'), files: { file: 'x' },
    change: { files: { file: 'y' } },
  },
  {
    name: 'ADD of a file written as COPY',
    dockerfile: lines('FROM @', 'ADD file /file', 'RUN echo two > /two'), files: { file: 'x' },
    change: { dockerfile: ['ADD', 'COPY'] },
  },
  {
    name: 'ADD of a URL whose content has changed',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'ADD @URL@ /file', 'RUN echo two > /two'), served: { file: 'x' },
    change: { served: { file: 'y' } }, ask: 3,
  },
  {
    name: 'ADD of a URL whose content has not changed',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'ADD @URL@ /file', 'RUN echo two > /two'), served: { file: 'x' },
    change: {},
  },

  // Mounts
  {
    name: 'file that a bind mount takes from the context',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN --mount=type=bind,source=list,target=/list cat /list > /two'), files: { list: 'x', other: 'x' },
    change: { files: { list: 'y' } },
  },
  {
    name: 'file beside the one that a bind mount takes',
    dockerfile: lines('FROM @', 'RUN --mount=type=bind,source=list,target=/list cat /list > /two'), files: { list: 'x', other: 'x' },
    change: { files: { other: 'y' } },
  },
  {
    name: 'file in a folder that a bind mount takes whole',
    dockerfile: lines('FROM @', 'RUN --mount=type=bind,target=/src cat /src/list > /two'), files: { list: 'x', other: 'x', '.dockerignore': 'Dockerfile\n' },
    change: { files: { other: 'y' } },
  },
  {
    name: 'id of a cache mount',
    dockerfile: lines('FROM @', 'RUN --mount=type=cache,id=a,target=/cache echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['id=a', 'id=b'] },
  },
  {
    name: 'target of a cache mount',
    dockerfile: lines('FROM @', 'RUN --mount=type=cache,target=/cache echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['target=/cache', 'target=/caches'] }, line: 2,
  },
  {
    name: 'cache mount added',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['RUN echo one', 'RUN --mount=type=cache,target=/cache echo one'] },
  },
  {
    name: 'content of a cache mount, by an earlier build',
    dockerfile: lines('FROM @', 'RUN --mount=type=cache,target=/cache date +%N >> /cache/log && echo one > /one', 'RUN echo two > /two'),
    change: {},
  },
  {
    name: 'bind mount from a stage whose file comes out the same',
    dockerfile: lines('FROM @ AS tool', 'RUN echo tool > /tool', 'FROM @', 'RUN --mount=type=bind,from=tool,source=/tool,target=/tool cat /tool > /one', 'RUN echo two > /two'),
    change: { dockerfile: ['echo tool >', 'echo  tool >'] },
  },

  // Stages
  {
    name: 'COPY --from a stage whose file comes out differently',
    dockerfile: lines('FROM @ AS build', 'COPY src /src', 'RUN cp -r /src /out', 'FROM @', 'RUN echo one > /one', 'COPY --from=build /out /out', 'RUN echo two > /two'),
    files: { 'src/a.txt': 'x' }, change: { files: { 'src/a.txt': 'y' } },
  },
  {
    name: 'COPY --from a stage whose file comes out the same',
    dockerfile: lines('FROM @ AS build', 'COPY src /src', 'RUN cp /src/a.txt /out', 'FROM @', 'RUN echo one > /one', 'COPY --from=build /out /out', 'RUN echo two > /two'),
    files: { 'src/a.txt': 'x', 'src/notes.txt': 'x' }, change: { files: { 'src/notes.txt': 'y' } },
  },
  {
    name: 'COPY --from of a file that a changed stage does not touch',
    dockerfile: lines('FROM @ AS build', 'COPY src /src', 'RUN echo fixed > /out && date +%N > /time', 'FROM @', 'COPY --from=build /out /out'),
    files: { 'src/a.txt': 'x' }, change: { files: { 'src/a.txt': 'y' } },
  },
  {
    name: 'COPY --from a stage by its number',
    dockerfile: lines('FROM @', 'COPY src /src', 'FROM @', 'COPY --from=0 /src /src', 'RUN echo two > /two'),
    files: { 'src/a.txt': 'x' }, change: { files: { 'src/a.txt': 'y' } },
  },
  {
    name: 'stage that is not needed',
    dockerfile: lines('FROM @ AS tests', 'COPY src /src', 'RUN cat /src/a.txt', 'FROM @', 'RUN echo one > /one'),
    files: { 'src/a.txt': 'x' }, change: { files: { 'src/a.txt': 'y' } },
  },
  {
    name: 'text of a stage that is not needed',
    dockerfile: lines('FROM @ AS tests', 'RUN echo test > /test', 'FROM @', 'RUN echo one > /one'),
    change: { dockerfile: ['echo test', 'echo tests'] }, line: 2,
  },
  {
    name: 'the same, with that stage as the target',
    dockerfile: lines('FROM @ AS tests', 'RUN echo test > /test', 'FROM @', 'RUN echo one > /one'), target: 'tests',
    change: { dockerfile: ['echo test', 'echo tests'] },
  },
  {
    name: 'text behind the stage that is the target',
    dockerfile: lines('FROM @ AS first', 'RUN echo test > /test', 'FROM first', 'RUN echo one > /one'), target: 'first',
    change: { dockerfile: ['echo one', 'echo 1'] },
  },
  {
    name: 'stage renamed, and what names it',
    dockerfile: lines('FROM @ AS build', 'RUN echo out > /out', 'FROM @', 'COPY --from=build /out /out', 'RUN echo two > /two'),
    change: { dockerfile: ['AS build', 'AS make', '--from=build', '--from=make'] },
  },
  {
    name: 'base stage renamed, and the FROM that names it',
    dockerfile: lines('FROM @ AS base', 'RUN echo out > /out', 'FROM base', 'RUN echo two > /two'),
    change: { dockerfile: ['AS base', 'AS root', 'FROM base', 'FROM root'] },
  },
  {
    name: 'three stages in a row, the first changes',
    dockerfile: lines('FROM @ AS a', 'RUN echo a > /a', 'FROM a AS b', 'RUN echo b > /b', 'FROM b', 'RUN echo c > /c'),
    change: { dockerfile: ['echo a', 'echo aa'] }, line: 2,
  },
  {
    name: 'two stages side by side, one changes',
    dockerfile: lines('FROM @ AS a', 'RUN echo a > /a', 'FROM @ AS b', 'RUN echo b > /b', 'FROM @', 'COPY --from=a /a /a', 'COPY --from=b /b /b'),
    change: { dockerfile: ['echo b', 'echo bb'] },
  },
  {
    name: 'the two COPY --from exchanged',
    dockerfile: lines('FROM @ AS a', 'RUN echo a > /a', 'FROM @ AS b', 'RUN echo b > /b', 'FROM @', 'COPY --from=a /a /a', 'COPY --from=b /b /b'),
    change: { dockerfile: ['COPY --from=a /a /a\nCOPY --from=b /b /b', 'COPY --from=b /b /b\nCOPY --from=a /a /a'] },
  },
  {
    name: 'two stages with the same steps, one of them gets another step',
    dockerfile: lines('FROM @ AS a', 'RUN echo same > /same', 'FROM @', 'RUN echo same > /same', 'COPY --from=a /same /copy'),
    change: { dockerfile: ['COPY --from', 'RUN echo more > /more\nCOPY --from'] },
  },
  {
    name: 'a new base image behind the same tag',
    dockerfile: lines('FROM @', 'RUN echo one > /one', 'COPY file /file'), files: { file: 'x' },
    change: { base: true }, ask: 1,
  },
  {
    name: 'a new base image of one of two stages',
    dockerfile: lines('FROM @ AS a', 'RUN echo a > /a', 'FROM scratch', 'COPY file /file', 'COPY --from=a /a /a'), files: { file: 'x' },
    change: { base: true }, ask: 1,
  },
  {
    name: 'FROM scratch: content of the only file',
    dockerfile: lines('FROM scratch', 'COPY file /file', 'COPY other /other'), files: { file: 'x', other: 'x' },
    change: { files: { other: 'y' } },
  },
];

/** What these versions of the two builders do not read, or what needs a machine of its own. */
export const unmeasured = [
  'heredocs (`RUN <<EOF`, `COPY <<EOF`)', '`COPY --link`, `--parents` and `--exclude`', '`RUN --network` and `--security`',
  'secret and `ssh` mounts', '`ADD` of a git repository', '`--platform`',
];
