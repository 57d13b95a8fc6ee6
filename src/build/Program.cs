using LvsPS.Build;
using LvsPS.Build.Tasks;

var options = Options.Parse(args);
try
{
    return options.Task.ToUpperInvariant() switch
    {
        "BUILD" => await BuildTask.RunAsync(),
        "TEST" => await TestTask.RunAsync(options),
        "CHECK" => await CheckTask.RunAsync(),
        "LAB" => await LabTask.RunAsync(options),
        "LABKERNEL" => await LabTask.BuildKernelAsync(),
        "BENCH" => await BenchTask.RunAsync(options),
        "DOCS" => await DocsTask.RunAsync(),
        "PACK" => await PackTask.RunAsync(),
        _ => throw new BuildException($"There is no task '{options.Task}'. The tasks: Build, Test, Check, Lab, LabKernel, Bench, Docs, Pack."),
    };
}
catch (BuildException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
