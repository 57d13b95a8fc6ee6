using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>
/// The resources of DSC as its contract wants them: an object of JSON on standard input, lines of JSON on standard output, traces on
/// standard error, exit codes. The program dsc is no package of any distribution; what it reads of a manifest is checked here.
/// </summary>
public sealed partial class DscTests
{
    private const string Web = """{"service":"tcp://10.0.0.1:80","scheduler":"wrr","realServers":[{"address":"10.9.0.1","forwarding":"masquerade","weight":3}]}""";

    private static readonly string s_module = Directory.GetDirectories(Path.Combine(ShellProcess.Root, "output/LvsPS")).Single();

    public static TheoryData<string, string> Operations
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string resource in new[] { "service", "state" })
            {
                foreach (string operation in new[] { "get", "set", "test", "whatIf", "delete", "export" })
                {
                    all.Add(resource, operation);
                }
            }

            return all;
        }
    }

    [Fact]
    public void Get_of_what_is_not_there_says_so()
    {
        var run = Run("service", "get", """{"service":"tcp://10.0.0.1:80"}""");
        Assert.Equal(("""{"service":"tcp://10.0.0.1:80","_exist":false}""" + "\n", "", 0), (run.Output, run.Error, run.ExitCode));
    }

    [Fact]
    public void Test_says_whether_and_where_it_differs()
    {
        JsonElement[] lines = Lines(Run("service", "test", Web));
        Assert.False(lines[0].GetProperty("_inDesiredState").GetBoolean());
        Assert.Contains("_exist", lines[1].EnumerateArray().Select(name => name.GetString()));
        lines = Lines(Run("service", "test", """{"service":"tcp://10.0.0.1:80","_exist":false}"""));
        Assert.True(lines[0].GetProperty("_inDesiredState").GetBoolean());
        Assert.Equal(0, lines[1].GetArrayLength());
    }

    [Theory]
    [InlineData("set")]
    [InlineData("whatIf")]
    public void Set_and_whatIf_answer_with_the_state_and_what_changed(string operation)
    {
        JsonElement[] lines = Lines(Run("service", operation, Web));
        Assert.Equal(2, lines.Length);
        Assert.True(lines[0].GetProperty("_exist").GetBoolean());
        Assert.Equal("wrr", lines[0].GetProperty("scheduler").GetString());
        Assert.Equal(3, lines[0].GetProperty("realServers")[0].GetProperty("weight").GetInt32());
        Assert.Contains("realServers", lines[1].EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void What_if_is_an_argument_of_set_and_delete_as_well()
    {
        Assert.Equal(Run("service", "whatIf", Web).Output, Run("service", "set", Web, "whatIf").Output);
        Assert.Equal(("""{"_metadata":{"whatIf":[]}}""" + "\n", "", 0), Ends(Run("service", "delete", """{"service":"tcp://10.0.0.1:80"}""", "whatIf")));
        var run = Run("service", "delete", """{"service":"tcp://10.0.0.1:80"}""", "now");
        Assert.Equal(("", 2), (run.Output, run.ExitCode));
    }

    [Fact]
    public void Delete_says_nothing_and_neither_does_the_export_of_an_empty_director()
    {
        Assert.Equal(("", "", 0), Ends(Run("service", "delete", """{"service":"tcp://10.0.0.1:80"}""")));
        Assert.Equal(("", "", 0), Ends(Run("service", "export", "")));
    }

    [Fact]
    public void A_state_tells_what_would_have_to_be_changed()
    {
        const string Document = """{"document":{"services":[{"service":"tcp://10.0.0.1:80"}]}}""";
        Assert.Equal("add", Lines(Run("state", "get", Document)).Single().GetProperty("changes")[0].GetProperty("action").GetString());
        JsonElement[] lines = Lines(Run("state", "test", Document));
        Assert.False(lines[0].GetProperty("_inDesiredState").GetBoolean());
        Assert.Equal("changes", lines[1][0].GetString());
        lines = Lines(Run("state", "set", Document));
        Assert.Equal(0, lines[0].GetProperty("changes").GetArrayLength());
        Assert.Equal(("", "", 0), Ends(Run("state", "delete", Document)));
    }

    [Fact]
    public void A_director_is_exported_as_a_document_that_is_true_of_it()
    {
        JsonElement exported = Lines(Run("state", "export", "")).Single();
        JsonElement[] lines = Lines(Run("state", "test", exported.GetRawText()));
        Assert.True(lines[0].GetProperty("_inDesiredState").GetBoolean());
        Assert.Equal(0, lines[1].GetArrayLength());
    }

    [Fact]
    public void A_failure_is_a_trace_with_our_error_and_the_exit_code_1()
    {
        var run = Run("service", "set", """{"service":"tcp://10.0.0.1:80","scheduler":"a_name_of_16_char"}""");
        Assert.Equal(("", 1), (run.Output, run.ExitCode));
        Assert.StartsWith("InvalidService: ", Trace(run).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("service", "get", "no JSON")]
    [InlineData("service", "get", "[]")]
    [InlineData("service", "get", "")]
    [InlineData("service", "export", """{"name":"web"}""")]
    [InlineData("state", "export", """{"path":"/etc/lvs.yaml"}""")]
    [InlineData("service", "set", """{"scheduler":"rr"}""")]
    [InlineData("service", "set", """{"service":"tcp://10.0.0.1:80","schedler":"rr"}""")]
    [InlineData("state", "test", "{}")]
    [InlineData("table", "get", "{}")]
    [InlineData("service", "undo", "{}")]
    public void Input_that_cannot_be_right_is_a_trace_and_the_exit_code_2(string resource, string operation, string input)
    {
        var run = Run(resource, operation, input);
        Assert.Equal(("", 2), (run.Output, run.ExitCode));
        Assert.False(string.IsNullOrEmpty(Trace(run).GetProperty("error").GetString()));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_manifest_has_each_operation_and_runs_the_script_for_it(string resource, string operation)
    {
        JsonElement call = Manifest(resource).GetProperty(operation);
        Assert.Equal("pwsh", call.GetProperty("executable").GetString());
        string[] arguments = [.. call.GetProperty("args").EnumerateArray().Select(a => a.ToString())];

        // From 3.2 on dsc foretells by an argument of set and delete; the operation whatIf of before is told of to be going.
        string[] foretelling = operation is "set" or "delete" ? ["""{ "whatIfArg": "whatIf" }"""] : [];
        Assert.Equal(
            ["-File", "./lvsps.dsc.ps1", resource, operation, .. foretelling.Select(WithoutSpaces)],
            arguments[arguments.IndexOf("-File")..].Select(WithoutSpaces));
        Assert.Equal("stdin", call.GetProperty("input").GetString());
        Assert.Equal(operation is "set" or "test" or "whatIf", call.TryGetProperty("return", out JsonElement back) && back.GetString() == "stateAndDiff");
        string[] known = ["executable", "args", "input", "return", "implementsPretest", "handlesExist"];
        Assert.All(call.EnumerateObject(), member => Assert.Contains(member.Name, known));
    }

    [Theory]
    [InlineData("service", "LvsPS/Service")]
    [InlineData("state", "LvsPS/State")]
    public void A_manifest_says_what_DSC_wants_to_know(string resource, string type)
    {
        JsonElement manifest = Manifest(resource);
        Assert.Equal("https://aka.ms/dsc/schemas/v3/bundled/resource/manifest.json", manifest.GetProperty("$schema").GetString());
        Assert.Equal(type, manifest.GetProperty("type").GetString());
        Assert.Matches(TypeName(), type);
        Assert.Equal(Path.GetFileName(s_module), manifest.GetProperty("version").GetString());
        Assert.Equal(["0", "1", "2", "3"], manifest.GetProperty("exitCodes").EnumerateObject().Select(code => code.Name));
        Assert.All(manifest.GetProperty("tags").EnumerateArray(), tag => Assert.Matches(@"^\w+$", tag.GetString()));
        Assert.False(manifest.GetProperty("schema").GetProperty("embedded").GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void What_get_and_set_answer_fits_the_schema_of_the_manifest()
    {
        JsonElement properties = Manifest("service").GetProperty("schema").GetProperty("embedded").GetProperty("properties");
        JsonElement state = Lines(Run("service", "set", """{"service":"tcp://10.0.0.1:80","realServers":[{"address":"10.9.0.1","forwarding":"tunnel"}]}"""))[0];
        Assert.Empty(Names(state).Except(Names(properties)));
        Assert.Empty(Names(state.GetProperty("realServers")[0]).Except(Names(properties.GetProperty("realServers").GetProperty("items").GetProperty("properties"))));
    }

    [Fact]
    public void A_module_of_Ansible_runs_here_as_it_does_in_pwsh()
    {
        using var arguments = new TemporaryScript("""{"service":"tcp://10.0.0.1:80","_ansible_check_mode":true}""", ".json");
        var run = ShellProcess.RunWith("", new() { ["LVSPS_SESSION"] = "simulated" }, "-NoProfile", "-NonInteractive", $"{s_module}/ansible/plugins/modules/lvs_service", arguments.Path);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.True(Lines(run).Single().GetProperty("changed").GetBoolean());
    }

    [GeneratedRegex(@"^\w+(\.\w+){0,2}\/\w+$")]
    private static partial Regex TypeName();

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(member => member.Name);

    private static JsonElement Manifest(string resource) => Parsed(File.ReadAllText(Path.Combine(s_module, $"dsc/lvsps.{resource}.dsc.resource.json")));

    private static string WithoutSpaces(string text) => text.Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings("");

    private static ShellRun Run(string resource, string operation, string input, params string[] how) => ShellProcess.RunWith(
        input, new() { ["LVSPS_SESSION"] = "simulated" },
        ["-NoLogo", "-NonInteractive", "-NoProfile", "-File", $"{s_module}/dsc/lvsps.dsc.ps1", resource, operation, .. how]);

    private static (string Output, string Error, int ExitCode) Ends(ShellRun run) => (run.Output, run.Error, run.ExitCode);

    private static JsonElement[] Lines(ShellRun run)
    {
        Assert.Equal(0, run.ExitCode);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parsed)];
    }

    private static JsonElement Trace(ShellRun run) => Parsed(Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));

    private static JsonElement Parsed(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
