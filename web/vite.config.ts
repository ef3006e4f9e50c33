import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Pages of the build; the server answers every address under a console with that console's page. */
const pages = ["index.html", "operator/index.html", "merchant/index.html", "venue/index.html", "shop/index.html"];

// tools/build-web.ts gives `root` (this folder) and `outDir`.
export default defineConfig({
  base: "/",
  plugins: [react()],
  build: {
    target: "es2023",
    emptyOutDir: true,
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: pages,
      output: {
        codeSplitting: {
          groups: [
            { name: "echarts", test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
            { name: "contract", test: /[\\/](contract|quant|node_modules[\\/](zod|uuid))[\\/]/, priority: 25 },
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/, priority: 20 },
            {
              name: "antd",
              test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs|@emotion|stylis)[\\/]/,
              priority: 10,
            },
          ],
        },
      },
    },
  },
});
