import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { pdfFiles } from './src/web/components/documents/pdf-files.ts'

export default defineConfig({
  plugins: [tailwindcss(), reactRouter(), pdfFiles()],
  build: {
    // The content security policy allows no data: URLs, so nothing may be inlined into CSS or JavaScript.
    assetsInlineLimit: 0,
  },
})
