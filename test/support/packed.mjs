import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FOLDERS = ['adapters', 'cli', 'config', 'handlers', 'policies', 'remediation', 'scripts'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'LICENSE'];
const SOURCES = [...FOLDERS, ...FILES, 'node_modules/.package-lock.json'];
const KEPT = 'build/package';
const LOCK = `${KEPT}/lock`;
const OLD = 60 * 60 * 1000;
const ABANDONED = 60 * 1000;

/**
 * Packs the package and installs the tarball, without a network, once for each content of the sources.
 *
 * @returns the folder in which it is installed, with the tarball as `trustwarden.tgz`
 */
export async function installPacked() {
  mkdirSync(KEPT, { recursive: true });
  for (;;) {
    const digest = digestOfSources();
    const folder = `${KEPT}/${digest}`;
    if (existsSync(folder)) return resolve(folder);
    await withLock(() => {
      if (!existsSync(folder)) install(folder, () => digestOfSources() === digest);
    });
  }
}

/** WHY: what was built while somebody saved a source belongs to neither content, and is not kept. */
function install(folder, isStillSo) {
  const work = `${folder}.new`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  npm('pack', '--pack-destination', work);
  renameSync(join(work, readdirSync(work)[0]), join(work, 'trustwarden.tgz'));
  npm('install', '--offline', '--ignore-scripts', '--prefix', work, join(work, 'trustwarden.tgz'));
  if (!isStillSo()) return;
  renameSync(work, folder);
  for (const other of readdirSync(KEPT).map((name) => join(KEPT, name)))
    if (ageOf(other) > OLD) rmSync(other, { recursive: true, force: true });
}

function npm(...args) {
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel', 'error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

function digestOfSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesIn)) hash.update(`${path}\n`).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true }).sort((one, other) => (one < other ? -1 : 1));
  return names.map((name) => join(path, name)).filter((each) => statSync(each).isFile());
}

/** WHY: two runs of the tests would build into the same folder. */
async function withLock(work) {
  while (!isTaken()) {
    if (ageOf(LOCK) > ABANDONED) rmSync(LOCK, { recursive: true, force: true });
    await sleep(50);
  }
  try {
    work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function isTaken() {
  try {
    mkdirSync(LOCK);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function ageOf(path) {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}
