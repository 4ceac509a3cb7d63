import { testKeptAnswers } from './kept-answers-suite.js'
import { describePostgres } from './postgres-server.js'

describePostgres('Kept answers', testKeptAnswers)
