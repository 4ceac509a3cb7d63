import { Contended } from '@rollcall/scim/storage'

/** What was written was judged by a configuration that another has followed since: nothing was applied. The next request knows it. */
export class ConfigurationMoved extends Contended {}
