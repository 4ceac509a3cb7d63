import '@rollcall/ui/styles.css'
import '@mantine/notifications/styles.css'
import './shell/base.css'
import { Notifications } from '@mantine/notifications'
import { RollcallProvider } from '@rollcall/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './api/create-query-client.js'
import { createTodoRouter } from './router.js'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <RollcallProvider>
        <QueryClientProvider client={createQueryClient()}>
          <Notifications position="bottom-center" limit={3} />
          <RouterProvider router={createTodoRouter()} />
        </QueryClientProvider>
      </RollcallProvider>
    </StrictMode>,
  )
}
