# kernel: debian
. "$LAB/cases/direct-routing-real-servers-answer-by-themselves.sh"
