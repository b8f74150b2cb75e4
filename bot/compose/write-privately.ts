import { open } from 'node:fs/promises'

/** Writes a file that only its owner may read, also where one of that name stood open to others: its old rights go first. */
export async function writePrivately(file: string, text: string): Promise<void> {
  // Not emptied by opening it: until its rights are narrowed, whoever could read it reads the old words only.
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.chmod(0o600)
    await handle.truncate(0)
    await handle.writeFile(text)
  } finally {
    await handle.close()
  }
}
