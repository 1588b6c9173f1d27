// The post stage: the same bundle, told which stage it is.
process.argv[2] = 'post'
await import('./index.js')
