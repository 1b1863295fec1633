# The API's description is built into its program.
$(OBJ)/api/openapi.c.o: cgi-bin/api/openapi.json
