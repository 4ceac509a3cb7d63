import { Button, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { KeyCap } from '@rollcall/ui'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, type RefObject, useState } from 'react'
import { notifyProblem } from '../../notices/notify.js'
import type { Day } from '../../words/day.js'
import { formatDay } from '../../words/format-day.js'
import classes from './add-todo-form.module.css'
import { readDueWord } from './read-due-word.js'
import { useAddOwnTodo } from './use-add-own-todo.js'

export function AddTodoForm({
  field,
  today,
}: {
  readonly field: RefObject<HTMLInputElement | null>
  readonly today: Day
}) {
  const { mutate: add } = useAddOwnTodo(({ todo, entered }, error) => {
    notifyProblem(`“${todo.task}” was not added.`, error)
    // Back where it can be tried again, unless something else is being typed there.
    setText((now) => (now === '' ? entered : now))
  })
  const narrow = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false })
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const [literally, setLiterally] = useState(false)
  const read = readDueWord(text, today)
  const { task, due } = literally ? { task: text.trim(), due: null } : read

  function change(entered: string): void {
    setText(entered)
    setProblem(undefined)
    if (readDueWord(entered, today).due === null) setLiterally(false)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (task === '') {
      setProblem('Write what there is to do, then add it.')
      return
    }
    // The next one may be typed while this one is on its way.
    change('')
    add({ todo: { task, due }, entered: text })
    field.current?.focus()
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        ref={field}
        className={classes.field}
        aria-label="Add a todo"
        placeholder={narrow ? 'Add a todo' : 'Add a todo, for example “Call the grid office friday”'}
        rightSection={!narrow && text === '' && <KeyCap>N</KeyCap>}
        rightSectionWidth={44}
        maxLength={500}
        autoComplete="off"
        value={text}
        error={problem}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <Button
        type="submit"
        variant="filled"
        className={classes.add}
        leftSection={<IconPlus size={16} aria-hidden="true" />}
      >
        Add
      </Button>
      {read.due !== null && (
        <p className={classes.due}>
          {literally ? 'No date: the day stays in the text. ' : `Due ${formatDay(read.due, 'long-with-weekday')}. `}
          <button type="button" className={classes.choice} onClick={() => setLiterally(!literally)}>
            {literally ? 'Take it as the due date' : 'Keep the day as text'}
          </button>
        </p>
      )}
    </form>
  )
}
