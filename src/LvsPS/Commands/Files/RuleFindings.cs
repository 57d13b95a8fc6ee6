namespace LvsPS.Commands;

/// <summary>Findings in rules as errors and warnings, all of them.</summary>
internal static class RuleFindings
{
    public static void Report(LvsRuleDocument document, Action<LvsException> fail, Action<string> warn)
    {
        foreach (LvsRuleDiagnostic finding in document.Diagnostics)
        {
            if (finding.Severity == LvsRuleSeverity.Warning)
            {
                warn(finding.PlaceAndText);
            }
            else
            {
                fail(new LvsInputException(LvsErrorId.RuleSyntax, finding.PlaceAndText, finding, finding.Remedy));
            }
        }
    }
}
