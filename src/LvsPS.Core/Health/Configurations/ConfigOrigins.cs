namespace LvsPS;

/// <summary>Where the parts of a document were written, so that what its validation finds can be told with its place.</summary>
internal sealed class ConfigOrigins
{
    private readonly Dictionary<object, ConfigPlace> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(LvsServiceId Service, string Setting), ConfigPlace> _settings = [];

    /// <summary>A service or a server.</summary>
    public void Add(object part, ConfigPlace place) => _places[part] = place;

    /// <summary>A setting of a service.</summary>
    public void Add(LvsServiceId service, string setting, ConfigPlace? place)
    {
        if (place is ConfigPlace known)
        {
            _settings[(service, setting)] = known;
        }
    }

    /// <summary>
    /// Tells what the validation of a document finds. What a service's servers have in common, such as a fast interval above the interval, is
    /// told once for the service.
    /// </summary>
    public void Tell(LvsHealthDocument document, ConfigPlace start, ConfigFindings findings)
    {
        var told = new HashSet<(LvsServiceId?, string)>();
        foreach (LvsHealthFinding finding in document.Validate())
        {
            LvsServiceId? service = finding.Service?.Service.Service;
            bool isShared = finding.Server is not null
                && finding.Setting is nameof(LvsHealthService.Interval) or nameof(LvsHealthService.FastInterval) or nameof(LvsHealthCheck.Timeout)
                    or nameof(LvsHealthService.Rise) or nameof(LvsHealthService.Fall);
            if (!isShared || told.Add((service, finding.Setting)))
            {
                findings.Add(PlaceOf(finding, service) ?? start, finding);
            }
        }
    }

    private ConfigPlace? PlaceOf(LvsHealthFinding finding, LvsServiceId? service)
    {
        if (service is not null && _settings.TryGetValue((service, finding.Setting), out ConfigPlace place))
        {
            return place;
        }

        return finding.Server is not null && _places.TryGetValue(finding.Server, out place) ? place
            : finding.Service is not null && _places.TryGetValue(finding.Service, out place) ? place
            : null;
    }
}
