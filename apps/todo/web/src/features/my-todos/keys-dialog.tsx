import { Switch } from '@mantine/core'
import { Dialog, KeyCap } from '@rollcall/ui'
import { useKeysOn } from '../../keys/use-keys.js'
import classes from './keys-dialog.module.css'

const keys: readonly (readonly [readonly string[], string])[] = [
  [['N'], 'Add a todo'],
  [['J', 'K'], 'Move down and up'],
  [['Space'], 'Tick, or take the tick back'],
  [['U'], 'Undo the last tick'],
  [['Enter'], 'Edit the text'],
  [['D'], 'Set the due date'],
  [['X', 'Delete'], 'Delete'],
  [['?'], 'These keys'],
]

export function KeysDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const [on, setOn] = useKeysOn()
  return (
    <Dialog opened={opened} onClose={onClose} title="Keys">
      <dl className={classes.keys}>
        {keys.map(([caps, meaning]) => (
          <div key={meaning} className={classes.key}>
            <dt>
              {caps.map((cap) => (
                <KeyCap key={cap}>{cap}</KeyCap>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt={20}
        label="Single keys act on the list"
        description="Switch them off if you speak to your computer, or brush keys by accident."
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
    </Dialog>
  )
}
