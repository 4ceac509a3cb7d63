import { OrganisationTodosPage } from '../features/organisation/organisation-todos-page.js'
import { ForAuditors } from './for-auditors.js'

export function Organisation() {
  return (
    <ForAuditors>
      <OrganisationTodosPage />
    </ForAuditors>
  )
}
