/** What `work` gives, or a `TimeoutError` after so long: parts of the SDK wait without end. `work` itself is not stopped. */
export async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(new DOMException('took too long', 'TimeoutError'))
  }, limitMs)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
