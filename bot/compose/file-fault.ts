const codes = new Set([
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EEXIST'
])

/** A file or folder that cannot be used: whose path it is says what to mend. `undefined`: another fault. */
export function fileFault(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('path' in error))
    return undefined
  if (typeof error.code !== 'string' || !codes.has(error.code)) return undefined
  return `${String(error.path)} cannot be used (${error.code}).\nCheck the path, that this user may write there, and that the disk has room.`
}
