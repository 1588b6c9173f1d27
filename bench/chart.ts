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
  readonly values: readonly (number | readonly [number, number])[]
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
      data: values.map((value) => (typeof value === 'number' ? value : value[1])),
      label: { show: true, position: 'top', formatter: ({ value }) => Number(value).toFixed(2) },
    })),
  }
}

interface Axes {
  readonly x: string
  readonly y: string
  readonly logarithmic?: boolean
}

export function lines(title: string, axes: Axes, series: readonly Series[]): EChartsOption {
  const type = axes.logarithmic ? 'log' : 'value'
  return {
    ...common(title),
    xAxis: { type, name: axes.x, nameLocation: 'middle', nameGap: 25 },
    yAxis: { type, name: axes.y },
    series: series.map(({ name, values }) => ({
      name,
      type: 'line',
      showSymbol: axes.logarithmic ?? false,
      data: values.map((value, index) => (typeof value === 'number' ? [index, value] : [...value])),
    })),
  }
}
