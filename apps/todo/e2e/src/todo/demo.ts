/** What the README shows to try: public, and good for the demo's organisation alone. */
export const demo = {
  key: '123123',
  trinity: { userName: 'trinity@gridco.example', password: 'Zion' },
  somnus: { userName: 'somnus.henderson@gridco.example', password: 'correct horse battery staple' },
} as const
