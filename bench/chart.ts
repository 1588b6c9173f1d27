// The plots, by echarts, which renders SVG without a browser.
import { type EChartsOption, init } from 'echarts'

const WIDTH = 900

/** Several charts, one below the other, as one SVG document. */
export function renderCharts(charts: readonly EChartsOption[], height = 340): string {
  const parts = charts.map((option, index) => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
    chart.setOption({ animation: false, backgroundColor: '#ffffff', ...option })
    const svg = chart.renderToSVGString()
    chart.dispose()
    return svg.replace(/^<svg/, `<svg y="${index * height}"`)
  })
  const total = charts.length * height
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${total}" width="${WIDTH}" height="${total}">\n${parts.join('\n')}\n</svg>\n`
}

interface Series {
  readonly name: string
  readonly values: readonly number[]
}

const common = (title: string): EChartsOption => ({
  title: { text: title, left: 'center' },
  legend: { bottom: 0 },
  grid: { left: 70, right: 30, top: 50, bottom: 70 },
})

export function bars(title: string, categories: readonly string[], series: readonly Series[]): EChartsOption {
  return {
    ...common(title),
    xAxis: { type: 'category', data: [...categories] },
    yAxis: { type: 'value' },
    series: series.map(({ name, values }) => ({
      name,
      type: 'bar',
      data: [...values],
      label: { show: true, position: 'top', formatter: ({ value }) => Number(value).toFixed(2) },
    })),
  }
}
