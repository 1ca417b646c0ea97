/** What can wait for somebody, in the order in which waiting costs most. */
export const WORKQUEUES = [
  'proposals',
  'rejected',
  'ending',
  'lists',
  'rows',
  'requests',
  'duplicates',
  'tasks',
  'overdue',
] as const
export type Workqueue = (typeof WORKQUEUES)[number]

/** Protections that end within these days and are followed by nothing belong to the queue `ending`. */
export const QUEUE_ENDING_DAYS = 30

export type WaitingCounts = Readonly<Partial<Record<Workqueue, number>>>
