/** What came of everything that was run so far. */
export type Tally = { passed: number; failed: number; skipped: number }

export type Failure = { readonly where: string; readonly name: string; readonly why: string }

/** Prints as the run goes and keeps the failures for the end, where they are looked for. */
export class Report {
  readonly tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  readonly failures: Failure[] = []
  readonly skips: string[] = []

  say(line: string): void {
    process.stdout.write(`${line}\n`)
  }

  pass(): void {
    this.tally.passed += 1
  }

  skip(name: string, reason: string): void {
    this.tally.skipped += 1
    this.skips.push(reason === '' ? name : `${name} (${reason})`)
  }

  fail(failure: Failure): void {
    this.tally.failed += 1
    this.failures.push(failure)
    this.say(`    ✗ ${failure.where}: ${failure.name}`)
  }

  /** The failures in full, the skips by name, and as the very last line the sum. */
  conclude(): void {
    for (const { where, name, why } of this.failures) {
      this.say(`\n✗ ${where}: ${name}\n${why.trimEnd().replaceAll(/^/gm, '  ')}`)
    }
    if (this.skips.length > 0) this.say(`\nskipped: ${this.skips.join('; ')}`)
    const { passed, failed, skipped } = this.tally
    this.say(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  }
}
