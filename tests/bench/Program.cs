using BenchmarkDotNet.Running;

// `./build.ps1 Bench` passes the filter; without one the switcher asks which benchmark to run. `--filter '*' --job short` is quick.
// In this process: a project that BenchmarkDotNet generates would be built by the rules of this tree, and only from inside of it.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args, "--inProcess"]);
