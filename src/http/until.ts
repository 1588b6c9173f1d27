// undici looks at a signal only once a connection stands; here work ends the moment its signal says so, also in the middle
// of a name look-up or of a connect that nobody answers.

/** The result of the work, or the signal's reason when that comes first. What comes of the work then is not looked at. */
export function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    const done = () => signal.removeEventListener('abort', stop)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    void work.then(resolve, reject).then(done)
  })
}
