// Images as `docker save` writes them, made by hand: an archive whose layers hold files of zeros.
import fs from 'node:fs';

/** steps: the commands of the history, each with the files of its layer and their sizes. */
export function writeImage(file, steps) {
  fs.writeFileSync(file, archiveOf(steps));
}

/** The bytes of such an archive. */
export function archiveOf(steps) {
  const layers = steps.map(({ files }, index) => ({
    name: `l${index}/layer.tar`,
    content: tar(Object.entries(files).map(([name, size]) => ({ name, content: Buffer.alloc(size) }))),
  }));
  const json = (name, value) => ({ name, content: Buffer.from(JSON.stringify(value)) });
  return tar([
    ...layers,
    json('c.json', { history: steps.map(({ by }) => ({ created_by: by })) }),
    json('manifest.json', [{ Config: 'c.json', Layers: layers.map(({ name }) => name) }]),
  ]);
}

function tar(files) {
  const blocks = files.flatMap(({ name, content }) => [header(name, content.length), content, Buffer.alloc((512 - content.length % 512) % 512)]);
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function header(name, size) {
  const block = Buffer.alloc(512);
  const octal = (value, length) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  block.write(name, 0);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write('        ', 148); // what the checksum counts in its own place
  block.write('0', 156);
  block.write('ustar\x0000', 257, 'latin1');
  block.write(`${block.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
