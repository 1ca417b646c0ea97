import type pg from 'pg'

const BLOCK = 1_000

/** New numbers for so many people, unique for ever; numbers of a block that are left over are never used. */
export async function personNumbers(client: pg.ClientBase, count: number): Promise<number[]> {
  const blocks = Math.ceil(count / BLOCK)
  if (blocks === 0) return []
  const { rows } = await client.query<{ block: bigint }>(
    `select nextval('person_number_blocks') as block from generate_series(1, $1)`,
    [blocks],
  )
  const numbers = rows.flatMap(({ block }) => {
    const first = Number(block) * BLOCK
    return Array.from({ length: BLOCK }, (_, place) => first + place)
  })
  return numbers.slice(0, count)
}

/** Numbers for so many entries of the history of people. */
export async function changeNumbers(client: pg.ClientBase, count: number): Promise<number[]> {
  const { rows } = await client.query<{ id: bigint }>(
    `select nextval('person_change_numbers') as id from generate_series(1, $1)`,
    [count],
  )
  return rows.map(({ id }) => Number(id))
}
