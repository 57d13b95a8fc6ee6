# kernel: debian
. "$LAB/cases/tunnelled-real-servers-answer-by-themselves.sh"
