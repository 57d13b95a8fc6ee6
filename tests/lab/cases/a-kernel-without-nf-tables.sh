# kernel: debian
# Debian's user-mode kernel has no nf_tables of the family inet: marks and full NAT are refused with one typed error each, and
# nothing is half done. That there are none can still be said.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up
lvs -Command 'New-LvsService -Tcp 192.168.1.200:80' || check 'a service' 0 $?
lab_dump dir >/run/before
lvs -Command '
Get-LvsFwMark
Get-LvsFullNat
try { Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 80 -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId.Split(",")[0]) $($_.CategoryInfo.Category) $($_.ErrorDetails.RecommendedAction)" }
try { Enable-LvsFullNat -Tcp 192.168.1.200:80 -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId.Split(",")[0]) $($_.CategoryInfo.Category)" }
try { Remove-LvsFwMark 3 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(",")[0] }
Disable-LvsFullNat -Tcp 192.168.1.200:80
' >/run/shown
check 'each is refused' "$(printf 'NotSupportedByKernel NotImplemented It needs nf_tables\nNotSupportedByKernel NotImplemented\nFwMarkNotFound')" \
    "$(sed 's/It needs nf_tables.*/It needs nf_tables/' /run/shown)"
lab_dump dir >/run/after
same 'nothing was changed' /run/before /run/after
exit $FAILED
