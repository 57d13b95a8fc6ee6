using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>The published schema says what the reader does.</summary>
public sealed class SchemaTests
{
    private static readonly string s_path = Path.Combine(SourceTree.Root, "docs/lvs.schema.json");

    private static readonly SchemaCheck s_schema = new(JsonNode.Parse(StateShapes.SchemaText())!.AsObject());

    public static TheoryData<string> Bad => [.. BadDocuments.All.Where(d => d.IsForSchema).Select(d => d.Name)];

    public static TheoryData<string> Examples => ExampleTests.Examples;

    [Fact]
    public void Is_the_one_that_follows_from_the_reader()
    {
        string now = StateShapes.SchemaText();
        if (Environment.GetEnvironmentVariable("LVSPS_WRITE_SCHEMA") == "1")
        {
            File.WriteAllText(s_path, now);
        }

        Assert.True(File.Exists(s_path) && File.ReadAllText(s_path) == now, "docs/lvs.schema.json is of another time: run this test with LVSPS_WRITE_SCHEMA=1.");
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Accepts_every_example(string name) =>
        Assert.True(s_schema.Accepts(YamlJson.Of(File.ReadAllText(Path.Combine(SourceTree.Root, "docs/examples", name)))));

    [Theory]
    [MemberData(nameof(Bad))]
    public void Refuses_what_the_reader_refuses(string name) =>
        Assert.False(s_schema.Accepts(YamlJson.Of(BadDocuments.All.Single(d => d.Name == name).Text)));

    /// <summary>A schema of JSON cannot tell 1.0 from 1: they are one number.</summary>
    [Theory]
    [InlineData("prune: false\ntimeouts: { tcp: 5.0, udp: 1e2 }\n")]
    [InlineData("services:\n- service: tcp://10.0.0.1:80\n  persistenceTimeout: 300\n  persistenceNetmask: 24.0\n  realServers: [{ address: 10.0.1.1, weight: 1.0, upperThreshold: 1e3, port: 80. }]\n")]
    [InlineData("kernelSettings: { conntrack: 1.0 }\nfwMarks: [{ fwMark: 3.0, addresses: [10.0.0.1], tcp: [80.0, 443, '1', 1-65535] }]\n")]
    [InlineData("services: [{ service: fwmark://4294967295 }, { service: 'ip0://10.0.0.1:65535' }, { service: 'ip51://[2001:db8::1]:1' }]\n")]
    public void Takes_what_the_reader_takes(string text)
    {
        LvsStateReading reading = DesiredStateReader.Read(text);
        Assert.Empty(reading.Findings);
        Assert.True(s_schema.Accepts(YamlJson.Of(text)));
        Assert.Equal(reading.State, DesiredStateReader.Read(DesiredStateWriter.ToText(reading.State!)).State);
    }

    [Fact]
    public void Speaks_of_every_key_in_a_sentence()
    {
        static IEnumerable<string> Undescribed(JsonNode? node) => node switch
        {
            JsonObject o => (o["properties"] as JsonObject ?? []).Where(p => !(p.Value?["description"]?.GetValue<string>() ?? string.Empty).EndsWith('.')).Select(p => p.Key)
                .Concat(o.SelectMany(p => Undescribed(p.Value))),
            JsonArray a => a.SelectMany(Undescribed),
            _ => [],
        };
        Assert.Empty(Undescribed(JsonNode.Parse(StateShapes.SchemaText())));
    }

    /// <summary>What another's validator says, where this machine has one: Python's jsonschema.</summary>
    [Fact]
    public void Another_validator_agrees()
    {
        const string script = """
            import json, sys
            try:
                import jsonschema
            except ImportError:
                print('none'); sys.exit()
            data = json.load(sys.stdin)
            jsonschema.Draft202012Validator.check_schema(data['schema'])
            validator = jsonschema.Draft202012Validator(data['schema'])
            print(json.dumps([validator.is_valid(d) for d in data['documents']]))
            """;
        List<JsonNode?> good = [.. Directory.GetFiles(Path.Combine(SourceTree.Root, "docs/examples"), "*.yaml").Select(f => YamlJson.Of(File.ReadAllText(f)))];
        List<JsonNode?> bad = [.. BadDocuments.All.Where(d => d.IsForSchema).Select(d => YamlJson.Of(d.Text))];
        var input = new JsonObject { ["schema"] = JsonNode.Parse(StateShapes.SchemaText()), ["documents"] = new JsonArray([.. good, .. bad]) };
        if (Run(script, input.ToJsonString()) is not string answer)
        {
            return;
        }

        Assert.Equal(Enumerable.Repeat(true, good.Count).Concat(Enumerable.Repeat(false, bad.Count)), JsonNode.Parse(answer)!.AsArray().Select(a => a!.GetValue<bool>()));
    }

    private static string? Run(string script, string input)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-W", "ignore", "-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            string output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return output == "none" ? null : output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
