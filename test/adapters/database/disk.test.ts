import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Disk, type Flushing, openDisk } from '../../../adapters/database/disk.ts'

let folder: string
let disk: Disk
/** How long each flush takes, in milliseconds, from now on. */
let takes: number
let broken: Error | undefined
let flushed: ('here' | 'beside' | 'emptied')[]
/** Ends the flush that is under way beside. */
let end: ((error: Error | null) => void)[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heads-up-disk-'))
  writeFileSync(join(folder, 'log'), '')
  takes = 0.1
  broken = undefined
  flushed = []
  end = []
  let now = 0
  const machine: Flushing = {
    now: () => now,
    flushHere() {
      flushed.push('here')
      now += takes
      if (broken) throw broken
    },
    flushBeside(_, done) {
      flushed.push('beside')
      end.push(done)
    }
  }
  const empty = () => {
    flushed.push('emptied')
    if (broken) throw broken
  }
  disk = openDisk(join(folder, 'log'), empty, machine)
})
afterEach(() => {
  disk.close()
  rmSync(folder, { recursive: true })
})

/** What somebody who asks for a flush is told, once they are. */
function ask(): { told: (Error | undefined)[] } {
  const told: (Error | undefined)[] = []
  disk.sync((error) => told.push(error))
  return { told }
}

function endBeside(error: Error | null = null): void {
  end.shift()?.(error)
}

/** Asks so often, one after the other, and says where each flush was done. */
function wheres(times: number): readonly string[] {
  const before = flushed.length
  for (let count = 0; count < times; count += 1) {
    ask()
    endBeside()
  }
  return flushed.slice(before)
}

describe('A disk that is quick', () => {
  it('is waited for: whoever asks is told at once', () => {
    expect(ask().told).toEqual([undefined])
    expect(wheres(3)).toEqual(['here', 'here', 'here'])
    expect(disk.isQuick()).toBe(true)
  })

  it('and was slow once is waited for again, right after the next flush', () => {
    takes = 40
    ask()
    takes = 0.1
    expect(disk.isQuick()).toBe(false)
    expect(wheres(4)).toEqual(['beside', 'here', 'here', 'here'])
    takes = 40
    expect(wheres(3)).toEqual(['here', 'beside', 'here'])
  })
})

describe('A disk that is slow', () => {
  it('is stood still for more and more seldom: at most once in 65 flushes', () => {
    takes = 40
    const stoodStill = wheres(400).flatMap((where, at) => (where === 'here' ? [at] : []))
    expect(stoodStill).toEqual([0, 2, 5, 10, 19, 36, 69, 134, 199, 264, 329, 394])
  })

  it('serves everybody who asked while it was busy with one flush more', () => {
    takes = 40
    ask()
    const first = ask()
    const later = [ask(), ask(), ask()]
    expect(flushed).toEqual(['here', 'beside'])
    endBeside()
    expect(first.told).toEqual([undefined])
    expect(later.map(({ told }) => told)).toEqual([[], [], []])
    endBeside()
    expect(later.map(({ told }) => told)).toEqual([[undefined], [undefined], [undefined]])
    expect(flushed).toEqual(['here', 'beside', 'beside'])
  })
})

describe('A disk that fails', () => {
  it('says so to whoever asked, here as well as beside', () => {
    broken = new Error('EIO')
    expect(ask().told).toEqual([broken])
    broken = undefined
    ask()
    takes = 40
    ask()
    const { told } = ask()
    const gone = new Error('ENOSPC')
    endBeside(gone)
    expect(told).toEqual([gone])
  })

  it('is believed again once its log was emptied into the file, and not before', () => {
    broken = new Error('EIO')
    ask()
    expect(ask().told).toEqual([broken])
    broken = undefined
    expect(ask().told).toEqual([undefined])
    expect(ask().told).toEqual([undefined])
    expect(flushed).toEqual(['here', 'emptied', 'emptied', 'here'])
  })

  it('beside fails whoever asked meanwhile too, and is in doubt after', () => {
    takes = 40
    ask()
    const asked = [ask(), ask()]
    const gone = new Error('EIO')
    endBeside(gone)
    expect(asked.map(({ told }) => told)).toEqual([[gone], [gone]])
    expect(ask().told).toEqual([undefined])
    expect(flushed).toEqual(['here', 'beside', 'emptied'])
  })
})
