using System.Xml.Linq;

namespace LvsPS.Build.Testing;

/// <summary>Reads the results that `dotnet test --logger trx` leaves.</summary>
internal static class TrxFile
{
    private static readonly XNamespace s_namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    internal static List<TestResult> Read(string path) => [.. XDocument.Load(path).Descendants(s_namespace + "UnitTestResult").Select(Read)];

    private static TestResult Read(XElement result)
    {
        var name = (string?)result.Attribute("testName") ?? "(a test without a name)";
        return (string?)result.Attribute("outcome") switch
        {
            "Passed" => new TestResult(name, TestOutcome.Passed, Text(result, "StdOut") ?? ""),
            "NotExecuted" => new TestResult(name, TestOutcome.Skipped, Text(result, "Message") ?? Text(result, "StdOut") ?? "no reason given"),
            _ => new TestResult(name, TestOutcome.Failed, $"{Text(result, "Message")}\n{Text(result, "StackTrace")}\n{Text(result, "StdOut")}".Trim()),
        };
    }

    private static string? Text(XElement result, string element) => result.Descendants(s_namespace + element).FirstOrDefault()?.Value.Trim();
}
