// node loopback.mjs FOLDER PORT: serves a folder on loopback, as the package archives of the measurements. Builds are started
// synchronously, so it is a process of its own.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const [folder, port] = process.argv.slice(2);

http.createServer((request, response) => {
  const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  let file = path.join(folder, path.normalize(name));
  if (fs.existsSync(file) && fs.statSync(file).isDirectory()) {
    file = path.join(file, 'index.html');
  }
  if (!fs.existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': /\.html$/.test(file) ? 'text/html' : 'application/octet-stream' });
  response.end(request.method === 'HEAD' ? undefined : fs.readFileSync(file));
}).listen(Number(port), '127.0.0.1', () => console.log('listening'));
