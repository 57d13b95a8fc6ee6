# JSON in and out by .NET's own reader and writer: the engine alone, without pwsh's modules, has no ConvertFrom-Json.

function ConvertFrom-JsonText([string] $Text) {
    $document = [System.Text.Json.JsonDocument]::Parse($Text)
    try { ConvertFrom-JsonElement $document.RootElement } finally { $document.Dispose() }
}

function ConvertFrom-JsonElement([System.Text.Json.JsonElement] $Element) {
    switch ("$($Element.ValueKind)") {
        'Object' {
            $table = [ordered]@{}
            foreach ($property in $Element.EnumerateObject()) { $table[$property.Name] = ConvertFrom-JsonElement $property.Value }
            $table
        }
        'Array' { , @(foreach ($item in $Element.EnumerateArray()) { ConvertFrom-JsonElement $item }) }
        'String' { $Element.GetString() }
        'Number' {
            $whole = [long] 0
            if ($Element.TryGetInt64([ref] $whole)) { $whole } else { $Element.GetDouble() }
        }
        'True' { $true }
        'False' { $false }
        default { $null }
    }
}

# One line, in the order of the keys that it was given.
function ConvertTo-JsonText($Value) {
    $stream = [System.IO.MemoryStream]::new()
    $options = [System.Text.Json.JsonWriterOptions] @{ Encoder = [System.Text.Encodings.Web.JavaScriptEncoder]::UnsafeRelaxedJsonEscaping }
    $writer = [System.Text.Json.Utf8JsonWriter]::new($stream, $options)
    Write-JsonValue $writer $Value
    $writer.Dispose()
    [System.Text.Encoding]::UTF8.GetString($stream.ToArray())
}

function Write-JsonValue([System.Text.Json.Utf8JsonWriter] $Writer, $Value) {
    if ($null -eq $Value) { $Writer.WriteNullValue() }
    elseif ($Value -is [bool]) { $Writer.WriteBooleanValue($Value) }
    elseif ($Value -is [int] -or $Value -is [long] -or $Value -is [uint32] -or $Value -is [uint16] -or $Value -is [byte]) { $Writer.WriteNumberValue([long] $Value) }
    elseif ($Value -is [double]) { $Writer.WriteNumberValue([double] $Value) }
    elseif ($Value -is [System.Collections.IDictionary]) {
        $Writer.WriteStartObject()
        foreach ($key in $Value.Keys) {
            $Writer.WritePropertyName("$key")
            Write-JsonValue $Writer $Value[$key]
        }
        $Writer.WriteEndObject()
    }
    elseif ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [string]) {
        $Writer.WriteStartArray()
        foreach ($item in $Value) { Write-JsonValue $Writer $item }
        $Writer.WriteEndArray()
    }
    else { $Writer.WriteStringValue("$Value") }
}
