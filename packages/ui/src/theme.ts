import {
  Button,
  Checkbox,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Skeleton,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core'
import classes from './theme.module.css'

// White on Mantine's own teal 7 is 3.1 to 1: this scale reaches AA.
const teal: MantineColorsTuple = [
  '#eef8f7',
  '#d5eeec',
  '#abdedb',
  '#78c8c3',
  '#4db5af',
  '#34a39d',
  '#168680',
  '#0b716c',
  '#095b57',
  '#084744',
]

// What Mantine's dark scheme takes for text, edges, hovers and surfaces, from the same tokens as everything else.
const dark: MantineColorsTuple = [
  'var(--rc-text)',
  'var(--rc-text-2)',
  'var(--rc-text-3)',
  'var(--rc-control)',
  'var(--rc-line)',
  'var(--rc-hover)',
  'var(--rc-surface)',
  'var(--rc-surface)',
  'var(--rc-sunken)',
  'var(--rc-sunken)',
]

const sans = '"Inter Variable", Inter, system-ui, sans-serif'

/** The theme of Rollcall's web apps. Colours are the variables of `tokens.css`, so that both schemes follow by themselves. */
export const theme = createTheme({
  colors: { teal, dark },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 5 },
  fontFamily: sans,
  fontFamilyMonospace: 'var(--rc-mono)',
  headings: { fontFamily: sans, fontWeight: '600' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '8px' },
  defaultRadius: 'sm',
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '32px' },
  shadows: { md: 'var(--rc-pop)', xl: 'var(--rc-pop)' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver: variantColors,
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default' },
      vars: (_, props) => ({ root: buttonMeasures(props.size === 'sm') }),
      styles: { label: { fontWeight: 500 } },
    }),
    Checkbox: Checkbox.extend({
      vars: () => ({
        root: { '--checkbox-size': '20px', '--checkbox-radius': '5px', '--checkbox-icon-color': 'var(--rc-on-accent)' },
      }),
      classNames: { input: classes.tick ?? '' },
    }),
    Input: Input.extend({
      vars: (_, props) => ({ wrapper: fieldMeasures(props.size === 'xs') }),
      classNames: { input: classes.field ?? '' },
    }),
    InputWrapper: Input.Wrapper.extend({
      styles: {
        label: { fontSize: '13px', lineHeight: '20px', fontWeight: 500, marginBottom: '4px' },
        description: { fontSize: '13px', lineHeight: '20px' },
        error: { fontSize: '13px', lineHeight: '20px' },
      },
    }),
    Menu: Menu.extend({
      // Within the page's landmarks, and with nothing in the menu but its items.
      defaultProps: { shadow: 'md', radius: 'md', withinPortal: false, withInitialFocusPlaceholder: false },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', radius: 'md' } }),
    Modal: Modal.extend({ defaultProps: { shadow: 'md', radius: 'md', centered: true } }),
    Tooltip: Tooltip.extend({
      defaultProps: { radius: 'sm', multiline: true, maw: 280, events: { hover: true, focus: true, touch: true } },
    }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: 'sm' } }),
  },
})

function variantColors(...[input]: Parameters<VariantColorsResolver>): ReturnType<VariantColorsResolver> {
  const colours = defaultVariantColorsResolver(input)
  const ours = (input.color === 'red' ? destructive : ordinary)[input.variant]
  return ours ? { ...colours, ...ours } : colours
}

type Variants = Readonly<Record<string, { background: string; hover: string; color: string; border?: string }>>

const ordinary: Variants = {
  filled: { background: 'var(--rc-accent)', hover: 'var(--rc-accent-hover)', color: 'var(--rc-on-accent)' },
  default: {
    background: 'var(--rc-surface)',
    hover: 'var(--rc-hover)',
    color: 'var(--rc-text)',
    border: '1px solid var(--rc-control)',
  },
  subtle: { background: 'transparent', hover: 'var(--rc-sunken)', color: 'var(--rc-text-2)' },
}

const destructive: Variants = {
  filled: { background: 'var(--rc-red)', hover: 'var(--rc-red-hover)', color: 'var(--rc-on-red)' },
  default: {
    background: 'var(--rc-surface)',
    hover: 'var(--rc-red-soft)',
    color: 'var(--rc-red-text)',
    border: '1px solid var(--rc-red-line)',
  },
  subtle: { background: 'transparent', hover: 'var(--rc-red-soft)', color: 'var(--rc-red-text)' },
}

function buttonMeasures(small: boolean) {
  return small
    ? { '--button-height': '32px', '--button-padding-x': '12px', '--button-fz': '14px' }
    : {
        '--button-height': 'var(--rc-button-height)',
        '--button-padding-x': '16px',
        '--button-fz': 'var(--rc-button-size)',
      }
}

function fieldMeasures(small: boolean) {
  return {
    '--input-bd': 'var(--rc-control)',
    '--input-height': small ? 'var(--rc-small-field-height)' : 'var(--rc-field-height)',
    '--input-size': small ? 'var(--rc-small-field-height)' : 'var(--rc-field-height)',
    '--input-fz': small ? '14px' : 'var(--rc-field-size)',
  }
}
