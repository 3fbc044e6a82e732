// Where things are. Every script names folders through this file.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');

export const artifacts = path.join(root, 'artifacts');
export const nativeFolder = path.join(artifacts, 'bin');
export const managedFolder = path.join(artifacts, 'managed');
export const portableFolder = path.join(artifacts, 'portable');
export const testResults = path.join(artifacts, 'test-results');
export const e2eFolder = path.join(artifacts, 'e2e');

export const solution = path.join(root, 'DockerLsp.sln');
export const serverProject = path.join(root, 'server', 'DockerLsp');
export const benchmarkProject = path.join(root, 'tests', 'DockerLsp.Benchmarks');
export const extension = path.join(root, 'client-vscode');
export const example = path.join(root, 'examples', 'vllm', 'Dockerfile');

/** The path as a person in the repository's root would type it. */
export const shown = (file) => path.relative(root, file) || '.';
