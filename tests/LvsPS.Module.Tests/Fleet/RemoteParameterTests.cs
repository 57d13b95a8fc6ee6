using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using LvsPS.Module.Tests.Conventions;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Fleet;

/// <summary>Every parameter that takes an object of the module takes it as another process sent it.</summary>
public sealed class RemoteParameterTests : IClassFixture<EngineFixture>
{
    private readonly EngineFixture _engine;

    public RemoteParameterTests(EngineFixture engine) => _engine = engine;

    /// <summary>Those whose cmdlets take what was sent by the names in it: see RemoteInputTests.</summary>
    private static readonly string[] s_byName = ["LvsFwMark", "LvsRealServerHost"];

    /// <summary>A session is an open socket, and a script block is no check before it is bound.</summary>
    public static TheoryData<string, string> Parameters
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string name, CommandInfo command) in ModuleCommands.All)
            {
                foreach (ParameterMetadata parameter in command.Parameters.Values.Where(p => TypeOf(p) is { Namespace: "LvsPS", IsEnum: false, Name: not "LvsSession" } type && !s_byName.Contains(type.Name) && p.Name != "ScriptBlock"))
                {
                    data.Add(name, parameter.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void It_takes_what_was_sent(string cmdlet, string parameterName)
    {
        ParameterMetadata parameter = ModuleCommands.All[cmdlet].Parameters[parameterName];
        Type type = TypeOf(parameter);
        object sample = type.Name switch
        {
            "LvsHealthCheck" => _engine.Run("New-LvsHealthCheck -Http").Output[0],
            "LvsHealthDocument" => _engine.Run("(ConvertFrom-LvsYaml \"services: [ { service: 'tcp://10.0.0.1:80', realServers: [ { address: 10.9.0.1 } ], health: { check: { type: on } } } ]\").Health").Output[0],
            "LvsDesiredState" => _engine.Run("ConvertFrom-LvsYaml 'services: []'").Output[0],
            "LvsPlan" => _engine.Run("[LvsPS.LvsPlan]::Empty").Output[0],
            "LvsHealthAction" => _engine.Run("[LvsPS.LvsHealthAction]::ForExecutable('/bin/true')").Output[0],
            "LvsService" => _engine.Run("New-LvsService -Tcp 10.0.0.1:80 -WhatIf -PassThru").Output[0],
            "LvsTableSnapshot" => _engine.Run("Checkpoint-LvsTable").Output[0],
            _ => Samples.Make(type),
        };
        object? value = _engine.Run("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0], 1))", sample).Succeeded().Output[0];
        var intrinsics = (EngineIntrinsics)_engine.Run("$ExecutionContext").Output[0].BaseObject;
        foreach (ArgumentTransformationAttribute transformation in parameter.Attributes.OfType<ArgumentTransformationAttribute>())
        {
            value = transformation.Transform(intrinsics, value!);
        }

        object? bound = LanguagePrimitives.ConvertTo(value, parameter.ParameterType, CultureInfo.InvariantCulture);
        object one = bound is Array list ? list.GetValue(0)! : bound!;
        Assert.True(type.IsInstanceOfType(one));
        Assert.Null(one.GetType().GetProperty("Fault", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(one));
    }

    private static Type TypeOf(ParameterMetadata parameter)
    {
        Type type = parameter.ParameterType.GetElementType() ?? parameter.ParameterType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }
}
