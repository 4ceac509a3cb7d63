import { type Filter, printFilter } from '@rollcall/scim'

/** A filter as text with `?` in place of what is compared with: that is somebody's name, or worse. */
export function printWithoutValues(filter: Filter): string {
  return printFilter(withoutValues(filter)).replaceAll('"?"', '?')
}

function withoutValues(filter: Filter): Filter {
  switch (filter.kind) {
    case 'compare':
      return { ...filter, value: '?' }
    case 'present':
      return filter
    case 'not':
      return { ...filter, operand: withoutValues(filter.operand) }
    case 'logical':
      return { ...filter, operands: filter.operands.map(withoutValues) }
    case 'valuePath':
      return { ...filter, filter: withoutValues(filter.filter) }
  }
}
