/**
 * Prevents the mistake of reaching up or sideways: a lower layer that imports a higher one, a package that reaches into
 * another's files, a dependency used but not declared, a circle of imports, settings read from the environment in the middle of
 * things. Each compiles and works on the day it is written, and makes the next change touch twice as many files.
 */
import process from 'node:process'
import { findLayerBreaks } from './find-layer-breaks.js'
import { reportFindings } from './finding.js'
import { readWorkspace } from './workspace.js'

reportFindings('layers', findLayerBreaks(readWorkspace(process.cwd())))
