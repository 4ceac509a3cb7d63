import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:3333' } },
  build: {
    // The page's Content-Security-Policy allows its own origin only: nothing becomes a data URL.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What changes only with a dependency is cached apart from what changes with the app.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'tanstack', test: /node_modules\/@tanstack\// },
            { name: 'mantine', test: /node_modules\/(@mantine|@floating-ui)\// },
          ],
        },
      },
    },
  },
})
