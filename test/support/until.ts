/** Waits until `found` gives something, looking again every 20 ms; rejects, saying what did not come, after `withinMs`. */
export async function until<T>(
  what: string,
  found: () => T | undefined | Promise<T | undefined>,
  withinMs = 10_000
): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const value = await found()
    if (value !== undefined) return value
    if (performance.now() > end) throw new Error(`${what} did not come within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
