// Dockerfiles of any length that look like written by people: the same text for the same length and number.
const steps = [
  'RUN apt-get update \\\n    && apt-get install -y --no-install-recommends curl git \\\n    && rm -rf /var/lib/apt/lists/*\n',
  'RUN pip install flask requests\n',
  'COPY --chown=1000 src/ /app/src/\n',
  '# what the service listens to\nEXPOSE 8080\n',
  'ENV APP_MODE=production \\\n    APP_LEVEL=3\n',
  'RUN <<EOF\nset -e\nmake all\nmake install\nEOF\n',
  'RUN curl -fsSL https://example.com/tool.tar.gz | tar -xz -C /opt\n',
  'LABEL org.example.part="worker"\n',
  'WORKDIR /app\n',
  'RUN apt-get install -y make\n',
  'ARG VERSION=1.2\nRUN echo "$VERSION" > /version\n',
];

export function synthetic(lines, number = 0) {
  let text = `# syntax=docker/dockerfile:1\n# file ${number}\n`;
  let written = 2;
  for (let i = 0; written < lines; i++) {
    const step = i % 40 === 0 ? `FROM debian:12 AS stage${i / 40}\n` : steps[(i * 7 + number) % steps.length];
    text += step;
    written += step.split('\n').length - 1;
  }
  return text;
}
