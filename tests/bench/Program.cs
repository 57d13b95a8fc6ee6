using BenchmarkDotNet.Running;

// `./build.ps1 Bench` passes the filter; without one the switcher asks which benchmark to run.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
