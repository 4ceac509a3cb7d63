import { PeoplePage } from '../features/organisation/people-page.js'
import { ForAuditors } from './for-auditors.js'

export function People() {
  return (
    <ForAuditors>
      <PeoplePage />
    </ForAuditors>
  )
}
